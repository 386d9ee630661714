package dev.firebreak.comms.channel.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A fake mail server: keeps every byte of every message, answers as scripted, and can hang up. */
public final class FakeSmtpServer implements AutoCloseable {

    /** What was in an envelope, and the message as it came over the wire, ISO-8859-1, without the dot at the end. */
    public record Taken(List<String> recipients, String raw) {}

    private final ServerSocket socket;
    public final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile boolean dyingBeforeTheAnswer;
    private volatile String speechlessOver;
    private volatile SSLContext tls;

    public FakeSmtpServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::serve, "smtp-played");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param start how the client's line begins, such as {@code RCPT TO:<rita@} or {@code DATA} */
    public FakeSmtpServer answers(String start, String answer) {
        answers.put(start, answer);
        return this;
    }

    public void forgives() {
        answers.clear();
        dyingBeforeTheAnswer = false;
        speechlessOver = null;
    }

    /** Accepts a message that contains this word, and does not answer until the client hangs up (guarantees.md A12). */
    public void isSpeechlessOver(String word) {
        speechlessOver = word;
    }

    /** Accepts the whole message and hangs up without an answer (guarantees.md G2). */
    public void diesAfterData() {
        dyingBeforeTheAnswer = true;
    }

    /** Offers STARTTLS with the certificate of this context. */
    public void offersTls(SSLContext context) {
        tls = context;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                talk(client);
            } catch (IOException gone) {
                // The client hung up, or the test is over.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        say(client, "220 played");
        talk(client, new BufferedInputStream(client.getInputStream()));
    }

    private void talkEncrypted(Socket plain) throws IOException {
        say(plain, "220 go ahead");
        var secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        talk(secure, new BufferedInputStream(secure.getInputStream()));
    }

    private void talk(Socket client, InputStream in) throws IOException {
        var recipients = new CopyOnWriteArrayList<String>();
        for (var line = line(in); line != null; line = line(in)) {
            if (line.equals("STARTTLS") && tls != null) {
                talkEncrypted(client);
                return;
            }
            if (line.startsWith("EHLO") && tls != null && !(client instanceof SSLSocket)) {
                say(client, "250-played");
                say(client, "250 STARTTLS");
                continue;
            }
            var answer = answer(line);
            if (line.startsWith("RCPT") && answer.startsWith("250")) {
                recipients.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
            }
            say(client, answer);
            if (line.equals("DATA") && answer.startsWith("354")) {
                var body = body(in);
                taken.add(new Taken(List.copyOf(recipients), body));
                if (dyingBeforeTheAnswer || isSpeechless(body, in)) {
                    return;
                }
                say(client, answers.getOrDefault(".", "250 taken"));
            }
        }
    }

    private boolean isSpeechless(String body, InputStream in) throws IOException {
        var word = speechlessOver;
        return word != null && body.contains(word) && in.read() < 0;
    }

    private String answer(String line) {
        return answers.entrySet().stream()
                .filter(entry -> line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(line.equals("DATA") ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok");
    }

    private static String body(InputStream in) throws IOException {
        var body = new StringBuilder();
        for (var line = line(in); line != null && !line.equals("."); line = line(in)) {
            body.append(line).append("\r\n");
        }
        return body.toString();
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return bytes.toString(StandardCharsets.ISO_8859_1).replaceAll("\r$", "");
            }
            bytes.write(b);
        }
        return null;
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
