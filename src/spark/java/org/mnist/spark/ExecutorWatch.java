package org.mnist.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.mnist.sweep.ClusterProtocol.Started;
import scala.jdk.javaapi.CollectionConverters;

/** Executors and tasks, as Spark tells of them. Spark makes the one there is, early enough to hear of the first executor. */
public final class ExecutorWatch extends SparkListener {
    /** The property of a Spark job that has the number of its training. */
    static final String JOB = "mnist.job";

    private static final CompletableFuture<ExecutorWatch> MADE = new CompletableFuture<>();

    private final CompletableFuture<Driver> driver = new CompletableFuture<>();
    private final Map<String, Integer> cores = new HashMap<>();
    private final Map<Integer, Integer> jobs = new HashMap<>();
    private final Set<Long> running = new HashSet<>();

    /** The one that Spark makes. */
    public ExecutorWatch() {
        MADE.complete(this);
    }

    /** The one that Spark has made, which tells a driver from now on. */
    static ExecutorWatch of(Driver driver) {
        ExecutorWatch watch = MADE.join();
        watch.driver.complete(driver);
        return watch;
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        cores.put(added.executorId(), added.executorInfo().totalCores());
        notifyAll();
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        cores.remove(removed.executorId());
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart started) {
        String job = started.properties().getProperty(JOB);
        if (job != null) {
            CollectionConverters.asJava(started.stageInfos())
                    .forEach(stage -> jobs.put(stage.stageId(), Integer.valueOf(job)));
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart started) {
        Integer job;
        synchronized (this) {
            job = jobs.get(started.stageId());
            if (job != null) {
                running.add(started.taskInfo().taskId());
            }
        }
        if (job != null) {
            driver.join().reply(new Started(job));
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
        running.remove(ended.taskInfo().taskId());
        notifyAll();
    }

    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd ended) {
        driver.join().refuse(
                        "the cluster has ended the sweep; cluster.log in its folder says why, or the logs of the executors");
    }

    /** Waits until there is an executor with so many processors. */
    synchronized void awaitFirst(int threads) throws InterruptedException {
        while (slots(threads) == 0) {
            wait();
        }
    }

    /** How many trainings with so many threads the executors have processors for. */
    synchronized int slots(int threads) {
        return cores.values().stream().mapToInt(all -> all / threads).sum();
    }

    /** Waits until no task runs. */
    synchronized void awaitEnds(int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            while (!running.isEmpty() && System.nanoTime() < end) {
                wait(100);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts this thread
        }
    }
}
