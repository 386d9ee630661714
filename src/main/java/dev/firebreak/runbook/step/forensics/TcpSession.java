package dev.firebreak.runbook.step.forensics;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An established TCP connection, as the kernel lists it.
 *
 * @param local the port on the target
 * @param peer the other side
 * @param peerPort its port
 */
record TcpSession(int local, InetAddress peer, int peerPort) {

    /** Local and remote address, and the state, of {@code /proc/net/tcp} and {@code tcp6} (proc(5)). */
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*\\d+: [0-9A-F]{8,32}:([0-9A-F]{4})"
            + " ([0-9A-F]{8}(?:[0-9A-F]{24})?):([0-9A-F]{4}) ([0-9A-F]{2}) ");

    private static final String ESTABLISHED = "01";
    private static final int WORD = 4;
    private static final int HEX = 16;

    static List<TcpSession> in(String procNetTcp) {
        var sessions = new ArrayList<TcpSession>();
        var lines = LINE.matcher(procNetTcp);
        while (lines.find()) {
            if (lines.group(4).equals(ESTABLISHED)) {
                sessions.add(new TcpSession(
                        Integer.parseInt(lines.group(1), HEX),
                        address(lines.group(2)),
                        Integer.parseInt(lines.group(3), HEX)));
            }
        }
        return sessions;
    }

    /** The kernel writes each four bytes as a number of the machine; all that Docker and Debian run on are little-endian. */
    private static InetAddress address(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        for (var word = 0; word < bytes.length; word += WORD) {
            for (var n = 0; n < WORD / 2; n++) {
                var swapped = bytes[word + n];
                bytes[word + n] = bytes[word + WORD - 1 - n];
                bytes[word + WORD - 1 - n] = swapped;
            }
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + hex, e);
        }
    }

    /** As part of a sentence: "port 22 with 192.0.2.7:50123". */
    @Override
    public String toString() {
        var address = peer.getHostAddress();
        return "port " + local + " with " + (address.contains(":") ? "[" + address + "]" : address) + ":" + peerPort;
    }
}
