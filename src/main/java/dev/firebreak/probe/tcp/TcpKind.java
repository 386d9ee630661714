package dev.firebreak.probe.tcp;

import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.Deadline;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.address.Failures;
import dev.firebreak.probe.address.HostPort;
import dev.firebreak.probe.address.ProbeSockets;
import dev.firebreak.text.yaml.YamlFields;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code kind: tcp}: whether a port accepts connections. Nothing is sent. */
@Component
class TcpKind implements ProbeKind {

    private final ProbeSockets sockets;

    TcpKind(ProbeSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public List<String> fields() {
        return List.of("address");
    }

    @Override
    public String symptom() {
        return "service-unreachable";
    }

    @Override
    public Declared read(YamlFields fields) {
        var address = fields.required("address").flatMap(HostPort::read).orElse(null);
        return new Declared("TCP " + address, deadline -> look(address, deadline));
    }

    private CheckResult look(HostPort address, Deadline deadline) {
        var began = System.nanoTime();
        try (var connection = sockets.open(address.host(), address.port(), deadline)) {
            var peer = connection.socket().getInetAddress().getHostAddress();
            return CheckResult.passed(address + " accepts connections at " + peer + " in "
                    + (System.nanoTime() - began) / 1_000_000 + " ms");
        } catch (IOException e) {
            return CheckResult.failed(address + " " + Failures.words(e, deadline));
        }
    }
}
