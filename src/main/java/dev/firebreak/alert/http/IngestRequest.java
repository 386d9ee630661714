package dev.firebreak.alert.http;

import dev.firebreak.access.AlertSource;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * One request while it arrives. No thread waits for it, so a hundred senders that trickle cost a hundred sockets and
 * nothing more (guarantees.md D9); the deadline is the container's, from the head of the request to the answer.
 */
class IngestRequest implements ReadListener, AsyncListener {

    /** So much more is read and thrown away, that the sender hears 413 instead of a broken pipe. */
    private static final int DRAIN = 4;

    private final byte[] chunk = new byte[16 * 1024];
    private final AlertEndpoint door;
    private final AlertSource source;
    private final Rejection verdict;
    private final IngestResponse response;
    private final ServletInputStream in;
    private final InFlightLimit.Share room;
    private final RequestBody body;
    private boolean isTooBig;

    /** @param verdict what is wrong with it whatever it says, or null */
    IngestRequest(
            AlertEndpoint door,
            AlertSource source,
            HttpServletRequest request,
            Rejection verdict,
            IngestResponse response)
            throws IOException {
        this.door = door;
        this.source = source;
        this.verdict = verdict;
        this.response = response;
        this.in = request.getInputStream();
        this.room = door.room();
        this.body = new RequestBody(door.limit(), request.getContentLengthLong(), room);
    }

    void begin() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!response.isGiven() && in.isReady()) {
            var count = in.read(chunk);
            if (count < 0) {
                return;
            }
            take(count);
        }
    }

    private void take(int count) {
        switch (body.add(chunk, count)) {
            case TAKEN -> {}
            case NO_ROOM -> response.refuse(Rejection.later("too many bytes are in flight"));
            case TOO_BIG -> tooBig();
        }
    }

    private void tooBig() {
        if (!isTooBig) {
            isTooBig = true;
            door.tooBig(source);
        }
        if (body.length() > DRAIN * door.limit()) {
            response.refuse(Rejection.tooBig(door.limit()));
        }
    }

    @Override
    public void onAllDataRead() {
        if (isTooBig) {
            response.refuse(Rejection.tooBig(door.limit()));
        } else if (verdict != null) {
            door.unreadable(source, body.toBytes(), verdict, response);
        } else {
            door.arrived(source, body.toBytes(), response);
        }
    }

    /** The sender went away or fell silent for longer than the connection time-out. */
    @Override
    public void onError(Throwable failure) {
        response.refuse(Rejection.tooSlow());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        response.refuse(Rejection.tooSlow());
    }

    @Override
    public void onError(AsyncEvent event) {
        response.refuse(Rejection.tooSlow());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        room.release();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // nobody dispatches again
    }
}
