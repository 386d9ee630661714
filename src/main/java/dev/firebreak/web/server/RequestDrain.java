package dev.firebreak.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Drains the request body for at most 200 ms when a request is rejected before its body is read, so that the client can
 * read the answer; then closes the connection. Tomcat itself would keep reading, with a thread for each request,
 * however slowly the body arrives (guarantees.md D9).
 */
@Component
class RequestDrain extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(200);

    RequestDrain() {
        super(true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (response.getStatus() >= 400 && !request.isAsync()) {
            if (!request.getCoyoteRequest().isFinished()) {
                response.setHeader(HttpHeaders.CONNECTION, "close"); // else the client reuses a connection that ends
            }
            response.finishResponse();
            if (!drain(request)) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /** Returns whether the whole body was read in time. */
    private static boolean drain(Request request) {
        var began = System.nanoTime();
        var discarded = new DiscardingBuffer();
        try {
            while (isIncomplete(request) && System.nanoTime() - began < LONGEST) {
                if (isReadable(request)) {
                    request.getCoyoteRequest().doRead(discarded);
                } else {
                    pause();
                }
            }
            return request.getCoyoteRequest().isFinished();
        } catch (IOException | IllegalArgumentException e) { // the sender is gone, or the length is no number
            return false;
        }
    }

    /** False for a chunked body: a read of a partly received chunk would block until the rest arrives. */
    private static boolean isIncomplete(Request request) {
        return request.getContentLengthLong() > 0 && !request.getCoyoteRequest().isFinished();
    }

    /** Asks the socket without blocking. */
    private static boolean isReadable(Request request) {
        var coyote = request.getCoyoteRequest();
        coyote.action(ActionCode.AVAILABLE, Boolean.TRUE);
        return coyote.getAvailable() > 0;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while draining a request body", e);
        }
    }

    /** Receives the bytes that are read. The servlet input stream can't be used, because it is closed by then. */
    private static final class DiscardingBuffer implements ApplicationBufferHandler {

        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer read) {
            bytes = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // any size is enough
        }
    }
}
