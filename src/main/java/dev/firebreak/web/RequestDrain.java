package dev.firebreak.web;

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
 * Who is refused before his body is read has a moment to send it, so that he hears why, and then the connection ends. Tomcat
 * alone would read on with a thread for each, however slowly it trickles (guarantees.md D9).
 */
@Component
class RequestDrain extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(200);

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
                response.setHeader(HttpHeaders.CONNECTION, "close"); // or he sends his next request into what ends
            }
            response.finishResponse();
            if (!isTaken(request)) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    private static boolean isTaken(Request request) {
        var began = System.nanoTime();
        var thrownAway = new ThrownAway();
        try {
            while (isOnItsWay(request) && System.nanoTime() - began < MOMENT) {
                if (isThereSome(request)) {
                    request.getCoyoteRequest().doRead(thrownAway);
                } else {
                    pause();
                }
            }
            return request.getCoyoteRequest().isFinished();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Of chunks only the beginning may be there, and who reads it waits for the rest. */
    private static boolean isOnItsWay(Request request) {
        return request.getContentLengthLong() > 0 && !request.getCoyoteRequest().isFinished();
    }

    /** Asks the connection itself, and does not wait. */
    private static boolean isThereSome(Request request) {
        var sent = request.getCoyoteRequest();
        sent.action(ActionCode.AVAILABLE, Boolean.TRUE);
        return sent.getAvailable() > 0;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a body was awaited", e);
        }
    }

    /** The request's own stream is closed by then. */
    private static final class ThrownAway implements ApplicationBufferHandler {

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
            // whatever there is, is enough
        }
    }
}
