package dev.firebreak.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Limits the threads that wait for slow request bodies: at most 50, half of the web server's threads, and at most 15 s
 * for each body (guarantees.md D9). Tomcat's own time-out restarts with each read, so it doesn't limit a whole body.
 * Alerts are read asynchronously, without a thread, and have a deadline of their own.
 */
@Component
class SlowRequestLimit extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int AT_ONCE = 50;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(15);

    private final Semaphore free = new Semaphore(AT_ONCE);

    SlowRequestLimit() {
        super(true);
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(this);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var coyote = request.getCoyoteRequest();
        var path = request.getRequestURI(); // null if Tomcat could not read the request line
        if (path == null || path.startsWith("/api/alerts")) {
            getNext().invoke(request, response);
            return;
        }
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new LimitedInput(body, System.nanoTime()));
        try {
            getNext().invoke(request, response);
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    private final class LimitedInput implements InputBuffer {

        private final InputBuffer body;
        private final long began;

        LimitedInput(InputBuffer body, long began) {
            this.body = body;
            this.began = began;
        }

        @Override
        public int doRead(ApplicationBufferHandler reader) throws IOException {
            if (System.nanoTime() - began > LONGEST) {
                throw new SocketTimeoutException("the body did not arrive within 15 s");
            }
            if (!free.tryAcquire()) {
                throw new IOException("too many requests wait for their bodies");
            }
            try {
                return body.doRead(reader);
            } finally {
                free.release();
            }
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
