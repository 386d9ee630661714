package dev.firebreak;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A fake PostgreSQL server that requests the password in clear text, rejects it, and echoes it in the error message.
 */
final class PasswordEchoingPostgres {

    private static final int START = 196608;

    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final ServerSocket door;

    PasswordEchoingPostgres() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "talkative-postgres");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (true) {
            try (var caller = door.accept()) {
                refuse(caller);
            } catch (IOException gone) {
                // wait for the next client
            }
        }
    }

    private void refuse(Socket caller) throws IOException {
        var in = new DataInputStream(caller.getInputStream());
        while (startOf(in) != START) {
            caller.getOutputStream().write('N'); // neither TLS nor GSS
        }
        caller.getOutputStream().write(message('R', new byte[] {0, 0, 0, 3}));
        in.readByte();
        var password = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8).replace("\0", "");
        heard.add(password);
        var why = "SFATAL\0C28P01\0Mno access with password=" + password + " or " + password + ", sorry\0\0";
        caller.getOutputStream().write(message('E', why.getBytes(StandardCharsets.UTF_8)));
    }

    private static int startOf(DataInputStream in) throws IOException {
        var length = in.readInt();
        var code = in.readInt();
        in.readNBytes(length - 8);
        return code;
    }

    private static byte[] message(char type, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }
}
