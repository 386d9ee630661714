package dev.firebreak.runbook.step.gitea.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ps} says, of procps and of BusyBox. */
class ContainerGitProcessesTests {

    @ParameterizedTest
    @CsvSource({
        "02:15,      PT2M15S",
        "75:00,      PT75M",
        "01:02:15,   PT1H2M15S",
        "3-01:02:15, PT73H2M15S",
        "1h02,       PT1H2M",
        "3d01,       PT73H",
        "?,          PT0S",
        "-5:00,      PT0S"
    })
    void theAgeOfAProcess(String etime, Duration age) {
        assertThat(ContainerGitProcesses.age(etime)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git upload-pack --stateless-rpc .            | upload-pack",
                "/usr/bin/git -c protocol.version=2 -c a=b gc | gc",
                "git --git-dir=/x -C /y archive HEAD          | archive",
                "git https://user:secret@example.org          | unknown",
                "git                                          | unknown",
                "git -c                                       | unknown"
            })
    void ofTheArgumentsOnlyTheCommandIsKept(String arguments, String command) {
        assertThat(ContainerGitProcesses.command(arguments)).isEqualTo(command);
    }
}
