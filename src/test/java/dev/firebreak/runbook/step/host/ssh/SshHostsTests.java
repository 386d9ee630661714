package dev.firebreak.runbook.step.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.runbook.step.host.command.HostUnreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way to a host, against a real SSH server in this JVM. */
class SshHostsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    @Tag("A084")
    void aCommandRunsWithItsLimit_andItsArgumentsArePassedWordForWord() throws Exception {
        try (var server = new OwnSshServer((line, output) -> says(output, "active\n"));
                var host = server.hosts().open(server.target(Map.of()))) {
            var answer = host.run(LIMIT, List.of("systemctl", "show", "a b", "$(id); `id` 'x' *"));

            assertThat(answer.succeeded()).isTrue();
            assertThat(answer.output()).isEqualTo("active\n");
            assertThat(server.lines)
                    .containsExactly(
                            "env LC_ALL=C timeout --kill-after=3 5 systemctl show 'a b' '$(id); `id` '\\''x'\\'' *'");
            assertThatThrownBy(() -> host.run(LIMIT, List.of("cat", "a\nid")))
                    .hasMessageContaining("control character");
        }
    }

    @Test
    void whatNeedsRootIsDoneBySudo_whichNeverAsks() throws Exception {
        try (var server = new OwnSshServer((line, output) -> 1);
                var host = server.hosts().open(server.target(Map.of()))) {
            var answer = host.runAsRoot(LIMIT, List.of("systemctl", "restart", "x.service"));

            assertThat(answer.failure()).isEqualTo("exit code 1");
            assertThat(server.lines)
                    .containsExactly(
                            "env LC_ALL=C timeout --kill-after=3 8 sudo -n -T 5 -- systemctl restart x.service");
        }
    }

    @Test
    @Tag("F5")
    void anEndlessOutputIsKeptInItsBeginningAndEnd() throws Exception {
        var part = "0123456789abcdef".repeat(4_096).getBytes(StandardCharsets.UTF_8);
        try (var server = new OwnSshServer((line, output) -> {
                    for (var i = 0; i < 320; i++) {
                        output.write(part);
                    }
                    return 0;
                });
                var host = server.hosts().open(server.target(Map.of()))) {
            var answer = host.run(Duration.ofSeconds(20), List.of("cat", "/dev/zero"));

            assertThat(answer.output()).hasSizeLessThan(1_100_000).contains(" of 20971520 bytes left out");
        }
    }

    @Test
    @Tag("F16")
    void aStepThatIsStoppedLeavesACommandThatHangs() throws Exception {
        var began = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var server = new OwnSshServer((line, output) -> {
                    began.countDown();
                    never.await();
                    return 0;
                });
                var host = server.hosts().open(server.target(Map.of()))) {
            var me = Thread.currentThread();
            var stop = new Thread(() -> {
                try {
                    began.await();
                    me.interrupt();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            stop.start();

            assertThatThrownBy(() -> host.run(Duration.ofMinutes(1), List.of("df")))
                    .isInstanceOf(InterruptedException.class);
            never.countDown();
        }
    }

    @Test
    @Tag("A084")
    void aHostWithAnotherKeyIsNeverAccepted() throws Exception {
        try (var server = new OwnSshServer((line, output) -> 0)) {
            var other = PublicKeyEntry.toString(OwnSshServer.pair("EC", 256).getPublic());

            assertThatThrownBy(() -> server.hosts().open(server.target(Map.of("hostKey", other))))
                    .isInstanceOf(HostUnreachable.class)
                    .hasMessageContaining("shows another host key than the catalogue names, so nothing was sent to it")
                    .hasMessageContaining("SHA256:")
                    .hasMessageContaining("otherwise tell the security team");
            assertThat(server.lines).isEmpty();
        }
    }

    @Test
    void theHostProvesTheKeyThatIsPinned_whateverItLikesBest() throws Exception {
        try (var server = new OwnSshServer((line, output) -> 0)) {
            var ec = PublicKeyEntry.toString(OwnSshServer.EC.getPublic());
            server.hosts().open(server.target(Map.of())).close();
            server.hosts().open(server.target(Map.of("hostKey", ec))).close();
        }
    }

    @Test
    void aLoginThatIsRefusedSaysWhoseKeyToAdd() throws Exception {
        try (var server = new OwnSshServer((line, output) -> 0)) {
            var stranger = server.hosts(OwnSshServer.pair("EC", 256));

            assertThatThrownBy(() -> stranger.open(server.target(Map.of())))
                    .isInstanceOf(HostUnreachable.class)
                    .hasMessageContaining("refuses the login of firebreak")
                    .hasMessageContaining("authorized_keys");
        }
    }

    @Test
    void aHostThatIsAwayAndBadSettingsSayWhatToCorrect() throws Exception {
        try (var server = new OwnSshServer((line, output) -> 0)) {
            var hosts = server.hosts();
            assertSays(server, hosts, Map.of("url", "ssh://firebreak@127.0.0.1:1"), "can't be reached");
            assertSays(server, hosts, Map.of("url", "http://x"), "settings.url in the catalogue is invalid");
            assertSays(server, hosts, Map.of("hostKey", "none"), "settings.hostKey in the catalogue is invalid");
        }
    }

    private static void assertSays(OwnSshServer server, SshHosts hosts, Map<String, String> settings, String what) {
        assertThatThrownBy(() -> hosts.open(server.target(settings)))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageContaining(what);
    }

    private static int says(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        return 0;
    }
}
