package org.mnist.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mnist.sweep.ClusterProtocol;
import org.mnist.sweep.ClusterProtocol.Connect;
import org.mnist.sweep.ClusterProtocol.Ready;
import org.mnist.sweep.ClusterProtocol.Refused;
import org.mnist.sweep.ClusterProtocol.Stop;
import org.mnist.sweep.ClusterProtocol.Train;

/** The process that Spark is in: a client of a cluster, which does what the lines of its standard input say until they end. */
public final class Driver {
    private final PrintStream out;
    private final AtomicBoolean refused = new AtomicBoolean();

    private Driver(PrintStream out) {
        this.out = out;
    }

    /** Reads requests and writes replies, as {@link ClusterProtocol} has them. */
    public static void main(String[] args) throws IOException {
        PrintStream replies = System.out;
        System.setOut(System.err); // what libraries say is not a reply
        new Driver(replies)
                .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void run(BufferedReader requests) throws IOException {
        if (!(ClusterProtocol.request(requests.readLine()) instanceof Connect connect)) {
            throw new IllegalArgumentException("the first request is not to connect");
        }
        Cluster cluster = Cluster.connect(connect, this);
        reply(new Ready(cluster.slots()));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            ClusterProtocol.Request request = ClusterProtocol.request(line);
            if (request instanceof Train train) {
                cluster.train(train);
            } else if (request instanceof Stop) {
                cluster.stop();
            }
        }
        refused.set(true); // nobody listens any more
        cluster.close();
        end();
    }

    /** Says something. */
    synchronized void reply(Record message) {
        out.println(ClusterProtocol.write(message));
        out.flush();
    }

    /** Says why there is no cluster, once, and ends the process, also where Spark's threads hold it up. */
    void refuse(String why) {
        if (!refused.getAndSet(true)) {
            reply(new Refused(why.lines().findFirst().orElse(why)));
            end();
        }
    }

    /** Executors see that the driver has gone, and end their trainings, which save. */
    private static void end() {
        Runtime.getRuntime().halt(0);
    }
}
