package org.mnist.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/** Body of a request, read as it comes in, so that no thread waits for it. */
final class IncomingBody implements Invocable.Task, BodyMemory.Holder {
    /** The most bytes that are read of a body that nobody wants: its sender gets to read the answer only when it has sent all. */
    private static final long MAX_UNWANTED = 4L * PostedImage.MAX_BYTES;

    /** What becomes of a body. */
    interface Taker {
        /**
         * The body is whole.
         *
         * @param done to be called when the body is no longer needed
         */
        void whole(byte[] body, Runnable done);

        /** The body is not wanted, and was read to its end or for long enough. */
        void refused(Answer answer);

        /** The body did not come in; the client may be gone. */
        void failed(Answer answer);
    }

    private final Request request;
    private final BodyMemory memory;
    private final Taker taker;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<Answer> refusal;
    private long length;

    private IncomingBody(Request request, BodyMemory memory, Optional<Answer> refusal, Taker taker) {
        this.request = request;
        this.memory = memory;
        this.refusal = refusal;
        this.taker = taker;
    }

    /**
     * Reads a body.
     *
     * @param refusal why it is not wanted, if so
     */
    static void read(Request request, BodyMemory memory, Optional<Answer> refusal, Taker taker) {
        new IncomingBody(request, memory, refusal, taker).run();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Reads what is here by now. Called again when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                memory.giveBack(this);
                taker.failed(answer(chunk.getFailure()));
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last || length > MAX_UNWANTED) {
                end();
                return;
            }
        }
    }

    private void take(ByteBuffer part) {
        length += part.remaining();
        if (refusal.isEmpty() && length > PostedImage.MAX_BYTES) {
            refuse(Answer.refused(413, "the body is longer than " + PostedImage.MAX_BYTES + " bytes"));
        }
        if (refusal.isEmpty() && !memory.take(this, part.remaining())) {
            refuse(Answer.refused(503, "too much is being sent at once; try again")
                    .with("Retry-After", "1"));
        }
        if (refusal.isEmpty()) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    private void refuse(Answer answer) {
        refusal = Optional.of(answer);
        memory.giveBack(this);
        bytes.reset();
    }

    private void end() {
        if (refusal.isPresent()) {
            taker.refused(refusal.get());
            return;
        }
        memory.keep(this);
        taker.whole(bytes.toByteArray(), () -> memory.giveBack(this));
    }

    private static Answer answer(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Answer.refused(408, "the body did not come in");
        }
        return failure instanceof HttpException fault
                ? Answer.refused(fault.getCode(), "the body is malformed")
                : Answer.refused(400, "the body did not come in whole");
    }

    /** What comes of a connection that is closed is a failure, by which the request ends. */
    @Override
    public void drop() {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
