package dev.firebreak.runbook.step.docker.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Puts a Docker Engine far away: what is behind a local socket is reached over TCP, as on another machine. */
public final class TcpToUnixSocketProxy implements AutoCloseable {

    private final ServerSocketChannel door =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    public TcpToUnixSocketProxy(Path socket) throws IOException {
        inBackground(() -> {
            while (true) {
                var near = door.accept();
                var far = SocketChannel.open(StandardProtocolFamily.UNIX);
                far.connect(UnixDomainSocketAddress.of(socket));
                inBackground(() -> pass(near, far));
                inBackground(() -> pass(far, near));
            }
        });
    }

    public String host() throws IOException {
        return "tcp://127.0.0.1:" + ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    private static void pass(SocketChannel from, SocketChannel to) throws IOException {
        try (from;
                to) {
            var buffer = ByteBuffer.allocate(1 << 16);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    private interface Carrying {
        void on() throws IOException;
    }

    private static void inBackground(Carrying carrying) {
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
