package dev.firebreak.web;

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
 * Bodies that trickle hold half of the web server's threads at most, and each for a while only (guarantees.md D9): a time-out of
 * one read is none of a body. Alerts arrive without a thread and have a deadline of their own.
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
        var sent = request.getCoyoteRequest();
        if (request.getRequestURI().startsWith("/api/alerts")) {
            getNext().invoke(request, response);
            return;
        }
        var body = sent.getInputBuffer();
        sent.setInputBuffer(new Waited(body, System.nanoTime()));
        try {
            getNext().invoke(request, response);
        } finally {
            sent.setInputBuffer(body);
        }
    }

    private final class Waited implements InputBuffer {

        private final InputBuffer body;
        private final long began;

        Waited(InputBuffer body, long began) {
            this.body = body;
            this.began = began;
        }

        @Override
        public int doRead(ApplicationBufferHandler reader) throws IOException {
            if (System.nanoTime() - began > LONGEST) {
                throw new SocketTimeoutException("the body takes too long");
            }
            if (!free.tryAcquire()) {
                throw new IOException("too many bodies are waited for");
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
