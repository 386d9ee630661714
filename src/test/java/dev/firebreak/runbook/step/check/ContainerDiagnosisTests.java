package dev.firebreak.runbook.step.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.state.ContainerState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("A086")
class ContainerDiagnosisTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exited     | none      | 0   | false | Exit code 0: it ended by itself",
                "exited     | none      | 1   | false | Exit code 1: its program ended with an error.",
                "exited     | none      | 126 | false | look at the rights of the program",
                "exited     | none      | 127 | false | its command does not exist",
                "exited     | none      | 137 | true  | It was OOM-killed at its memory limit: a restart",
                "exited     | none      | 137 | false | it was killed",
                "exited     | none      | 139 | false | segmentation fault): a restart may help; report it to its maintainers.",
                "exited     | none      | 143 | false | it was asked to stop",
                "restarting | none      | 1   | false | in a restart loop (3 restarts). Exit code 1",
                "paused     | none      | 0   | false | paused, so it does not answer: a person has to unpause it",
                "created    | none      | 0   | false | The engine says: port is taken.",
                "running    | healthy   | 0   | false | running, healthy.",
                "running    | starting  | 0   | false | It is not ready yet",
                "running    | unhealthy | 0   | false | runs, but does not do its work"
            })
    void theStateOfAContainerIsASentenceThatSaysWhatToDo(
            String state, String health, long code, boolean oom, String words) {
        var container = new Container("id", "shop", "shop:1", state, health, Instant.EPOCH, 3);

        assertThat(ContainerDiagnosis.of(new ContainerState(
                        container, code, oom, state.equals("created") ? "port is taken" : "", null, List.of())))
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen tcp 0.0.0.0:3000: bind: address already in use        | PORT_TAKEN",
                "open /data/app.ini: permission denied                         | NO_RIGHTS",
                "write /data/log: no space left on device                      | NO_ROOM",
                "java.lang.OutOfMemoryError: Java heap space                   | NO_MEMORY",
                "nginx: [emerg] unknown directive \"listn\" in /etc/nginx.conf | BAD_CONFIGURATION",
                "dial tcp: lookup db: no such host                             | NO_NAME",
                "java.net.ConnectException: Connection refused                 | NOT_CONNECTED",
                "context deadline exceeded                                     | TOO_SLOW",
                "x509: certificate has expired or is not yet valid             | CERTIFICATE",
                "FATAL: password authentication failed for user \"shop\"       | CREDENTIALS",
                "HTTP 429 from api.example.test                                | RATE_LIMIT"
            })
    void aLogNamesItsCause(String line, LogSign sign) {
        assertThat(LogSign.in("started\n" + line + "\n")).contains(sign);
        assertThat(sign.words()).isNotBlank();
        assertThat(sign.advice()).endsWith(".");
    }

    @Test
    void whatMostLinesNameComesFirst_andAQuietLogNamesNothing() {
        assertThat(LogSign.in("timed out\nconnection refused\nconnection refused\n"))
                .startsWith(LogSign.NOT_CONNECTED, LogSign.TOO_SLOW);
        assertThat(LogSign.in("GET /health 200\nserved 4290 requests and 14013 bytes\n"))
                .isEmpty();
    }
}
