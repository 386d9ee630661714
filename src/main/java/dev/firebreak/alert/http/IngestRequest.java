package dev.firebreak.alert.http;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormat;
import dev.firebreak.alert.format.TokenInBody;
import dev.firebreak.alert.http.response.Rejection;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * One request while its body arrives. No thread waits for it, so a hundred slow senders cost a hundred sockets and
 * nothing more (guarantees.md D9). The servlet container keeps the deadline, from the head of the request to the
 * answer.
 */
class IngestRequest implements ReadListener, AsyncListener {

    /** Up to this many times the limit is read and dropped, so that the sender gets 413 and not a broken pipe. */
    private static final int DRAIN = 4;

    private final AlertEndpoint endpoint;
    private final AlertSource source;
    private final HttpServletRequest request;
    private final AlertFormat format;
    private final long limit;
    private final Rejection rejection;
    private final IngestResponse response;
    private final ServletInputStream in;
    private final InFlightLimit.Share room;
    private final RequestBody body;
    private byte[] chunk;
    private boolean isTooBig;

    /**
     * @param source null if the body names the sender
     * @param rejection what its headers already rule out, or null
     */
    IngestRequest(
            AlertEndpoint endpoint,
            AlertSource source,
            AlertFormat format,
            HttpServletRequest request,
            Rejection rejection,
            IngestResponse response)
            throws IOException {
        this.endpoint = endpoint;
        this.source = source;
        this.request = request;
        this.format = format;
        this.limit = endpoint.limit(format);
        this.rejection = rejection;
        this.response = response;
        this.in = request.getInputStream();
        this.room = endpoint.room(source, request);
        this.body = new RequestBody(limit, room);
    }

    void begin() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (chunk == null) {
            chunk = new byte[16 * 1024];
        }
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
            endpoint.tooBig(source, format);
        }
        if (body.length() > DRAIN * limit) {
            response.refuse(endpoint.tooBig(format));
        }
    }

    @Override
    public void onAllDataRead() {
        if (isTooBig) {
            response.refuse(endpoint.tooBig(format));
        } else if (source != null) {
            endpoint.arrived(source, format, body.toBytes(), rejection, response);
        } else {
            endpoint.arrived(request, (TokenInBody) format, body.toBytes(), rejection, response);
        }
    }

    /** The sender disconnected or was silent for longer than the connection time-out. */
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
        // this request is never dispatched again
    }
}
