package dev.firebreak.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request with a limited body. Reading beyond the limit first sends an answer to the client, then throws an
 * IOException.
 */
class BoundedRequest extends HttpServletRequestWrapper {

    /** Sends the answer for a body that is too large. */
    interface Rejection {
        void send() throws IOException;
    }

    private final long limit;
    private final Rejection rejection;
    private ServletInputStream body;

    BoundedRequest(HttpServletRequest request, long limit, Rejection rejection) {
        super(request);
        this.limit = limit;
        this.rejection = rejection;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Body(super.getInputStream());
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        var encoding = Optional.ofNullable(getCharacterEncoding()).orElse(StandardCharsets.UTF_8.name());
        return new BufferedReader(new InputStreamReader(getInputStream(), encoding));
    }

    private class Body extends ServletInputStream {

        private final ServletInputStream all;
        private long taken;

        Body(ServletInputStream all) {
            this.all = all;
        }

        @Override
        public int read() throws IOException {
            var next = all.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            var some = all.read(into, from, most);
            count(some);
            return some;
        }

        private void count(int more) throws IOException {
            var before = taken;
            taken += Math.max(0, more);
            if (taken > limit) {
                if (before <= limit) {
                    rejection.send();
                }
                throw new IOException("the body is larger than " + limit + " bytes");
            }
        }

        @Override
        public boolean isFinished() {
            return all.isFinished();
        }

        @Override
        public boolean isReady() {
            return all.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            all.setReadListener(listener);
        }
    }
}
