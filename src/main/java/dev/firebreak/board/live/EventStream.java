package dev.firebreak.board.live;

import dev.firebreak.access.Person;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open answer to one reader. Writing never blocks: what the connection does not take yet waits in a small buffer,
 * and a reader that lets it fill up loses the stream. Ends with the session that it belongs to.
 */
final class EventStream implements WriteListener, AsyncListener, HttpSessionBindingListener {

    /** Bytes that may wait for a slow reader. */
    static final int MAX_WAITING = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final Person person;
    private final String cursor;
    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Consumer<EventStream> ended;
    private final long openedAt = System.nanoTime();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean isFlushed = true;
    private boolean isStarted;
    private boolean isGreeted;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicReference<Runnable> afterwards = new AtomicReference<>();

    /**
     * @param cursor the position of the last change that the reader knows; null for a new reader
     * @param ended hears once that the stream is over
     */
    EventStream(Person person, String cursor, AsyncContext exchange, Consumer<EventStream> ended) throws IOException {
        this.person = person;
        this.cursor = cursor;
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.ended = ended;
    }

    /** The person as of the request. */
    Person person() {
        return person;
    }

    String cursor() {
        return cursor;
    }

    long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    /** Whether the reader has got what it had missed. Used by the one thread that sends. */
    boolean isGreeted() {
        return isGreeted;
    }

    void greeted() {
        isGreeted = true;
    }

    void begin() {
        exchange.addListener(this);
        out.setWriteListener(this);
    }

    /** Runs this once the stream is over; at once if it is over already. */
    void whenOver(Runnable work) {
        afterwards.set(work);
        if (isOver.get()) {
            runAfterwards();
        }
    }

    /** Sends events; ends the stream if the reader is too slow. */
    void send(String events) {
        if (!isOver.get() && !enqueue(events.getBytes(StandardCharsets.UTF_8))) {
            end();
        }
    }

    @Override
    public void onWritePossible() {
        if (!startAndWrite()) {
            end();
        }
    }

    /** Returns false if the reader is too slow or gone. */
    private synchronized boolean enqueue(byte[] bytes) {
        if (waitingBytes + bytes.length > MAX_WAITING) {
            return false;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        return !isStarted || write();
    }

    private synchronized boolean startAndWrite() {
        isStarted = true;
        return write();
    }

    private boolean write() {
        try {
            while (!isOver.get() && out.isReady()) {
                var next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    isFlushed = false;
                    out.write(next);
                } else if (!isFlushed) {
                    isFlushed = true;
                    out.flush();
                } else {
                    return true;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The reader is gone", e);
            return false;
        }
    }

    /** Ends the stream; a browser connects again by itself. Calls others without a lock. */
    void end() {
        if (isOver.compareAndSet(false, true)) {
            complete();
            ended.accept(this);
            runAfterwards();
        }
    }

    private synchronized void complete() {
        waiting.clear();
        try {
            exchange.complete();
        } catch (RuntimeException e) {
            LOG.debug("The container has ended the exchange already", e);
        }
    }

    private void runAfterwards() {
        var work = afterwards.getAndSet(null);
        if (work != null) {
            work.run();
        }
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The exchange is started once.
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        end();
    }
}
