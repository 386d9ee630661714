package dev.firebreak.alert;

import dev.firebreak.access.AlertSource;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * One request while it arrives. No thread waits for it, so a hundred senders that trickle cost a hundred sockets and
 * nothing more (faults.md D9); the deadline is the container's, from the head of the request to the answer.
 */
class Reception implements ReadListener, AsyncListener {

    /** So much more is read and thrown away, that the sender hears 413 instead of a broken pipe. */
    private static final int DRAIN = 4;

    private final byte[] chunk = new byte[16 * 1024];
    private final FrontDoor door;
    private final AlertSource source;
    private final Refused verdict;
    private final Reply reply;
    private final ServletInputStream in;
    private final InFlight.Share room;
    private final Body body;
    private boolean isTooBig;

    /** @param verdict what is wrong with it whatever it says, or null */
    Reception(FrontDoor door, AlertSource source, HttpServletRequest request, Refused verdict, Reply reply)
            throws IOException {
        this.door = door;
        this.source = source;
        this.verdict = verdict;
        this.reply = reply;
        this.in = request.getInputStream();
        this.room = door.room();
        this.body = new Body(door.limit(), request.getContentLengthLong(), room);
    }

    void begin() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!reply.isGiven() && in.isReady()) {
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
            case NO_ROOM -> reply.refuse(Refused.later("too many bytes are in flight"));
            case TOO_BIG -> tooBig();
        }
    }

    private void tooBig() {
        if (!isTooBig) {
            isTooBig = true;
            door.tooBig(source);
        }
        if (body.length() > DRAIN * door.limit()) {
            reply.refuse(Refused.tooBig(door.limit()));
        }
    }

    @Override
    public void onAllDataRead() {
        if (isTooBig) {
            reply.refuse(Refused.tooBig(door.limit()));
        } else if (verdict != null) {
            door.unreadable(source, body.toBytes(), verdict, reply);
        } else {
            door.arrived(source, body.toBytes(), reply);
        }
    }

    /** The sender went away or fell silent for longer than the connection time-out. */
    @Override
    public void onError(Throwable failure) {
        reply.refuse(Refused.tooSlow());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        reply.refuse(Refused.tooSlow());
    }

    @Override
    public void onError(AsyncEvent event) {
        reply.refuse(Refused.tooSlow());
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
