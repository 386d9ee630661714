package dev.firebreak.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The way to a database on this machine, which can be slow or swallow everything without an end of the connection. */
public final class DatabaseProxy implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int database;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean swallows;

    public DatabaseProxy(int database) throws IOException {
        this.database = database;
        background(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Each answer of the database comes this much later. */
    public void delay(Duration each) {
        delay = each;
    }

    public void swallow(boolean everything) {
        swallows = everything;
    }

    private void accept() throws IOException {
        while (true) {
            var near = door.accept();
            var far = new Socket(InetAddress.getLoopbackAddress(), database);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            background(() -> pass(near, far, false));
            background(() -> pass(far, near, true));
        }
    }

    private void pass(Socket from, Socket to, boolean answers) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[1 << 16];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                while (swallows) {
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                }
                if (answers && !delay.isZero()) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }

    private interface Carrying {
        void on() throws IOException;
    }

    private static void background(Carrying carrying) {
        var thread = new Thread(() -> {
            try {
                carrying.on();
            } catch (IOException e) {
                // One of both has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
