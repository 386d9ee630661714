package dev.firebreak.runbook.step.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Finding.Attachment;
import dev.firebreak.runbook.step.host.FakeAttack;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evidence of a played host: what is kept, masked, named and missing. */
class CollectEvidenceTests {

    private final FakeHosts host = new FakeHosts();
    private final Target target =
            new Target("web", "host", "tier-2", true, false, Map.of("management", "198.51.100.0/24"), Map.of());

    @Test
    @Tag("A080")
    void allPartsAreKept_theMostVolatileFirst_withoutSecrets() throws Exception {
        var finding = collected();

        assertThat(finding.attachments())
                .extracting(Attachment::name)
                .containsExactly(
                        "connections.txt",
                        "processes.txt",
                        "programs.txt",
                        "open-files.txt",
                        "authorized-keys.txt",
                        "logins.txt",
                        "log.txt",
                        "package-integrity.txt");
        assertThat(texts(finding)).contains("mysql --password=***").doesNotContain("hunter22");
        assertThat(finding.variables()).containsEntry("indicators", "none");
    }

    @Test
    @Tag("F16")
    @Tag("A080")
    void aPartThatHangsIsNamed_andTheRestIsKept() throws Exception {
        host.attack.keys = "== /root/.ssh/authorized_keys\nowner root mode 600 changed 2026-11-29\n";
        host.attack.hanging.add("dpkg");
        host.attack.hanging.add("ss");

        var finding = collected();

        assertThat(finding.succeeded()).isTrue();
        assertThat(finding.summary()).contains("without connections, package integrity");
        assertThat(finding.details()).contains("**connections**", "no answer within 10 s");
        assertThat(finding.attachments()).extracting(Attachment::name).contains("authorized-keys.txt", "log.txt");
    }

    @Test
    @Tag("A079")
    void indicatorsAreNamedForAPerson_managersAndFirebreakAreNone() throws Exception {
        host.attack.sessions = FakeAttack.sessionWithAStranger()
                + "   3: 1E0200C0:0016 076433C6:C350 01 00000000:00000000\n"; // 198.51.100.7
        host.attack.programs += "/proc/4711/exe /dev/shm/.x\n";
        host.attack.packages = "??5??????   /usr/bin/ss\n";

        var indicators = (String) collected().variables().get("indicators");

        assertThat(indicators.lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("4711, /dev/shm/.x"))
                .anyMatch(line -> line.contains("203.0.113.9:4444"))
                .anyMatch(line -> line.contains("/usr/bin/ss"));
    }

    @Test
    void aWrongAddressOfTheManagersIsSaid_andTheRestIsKept() throws Exception {
        var wrong = new Target("web", "host", "tier-2", true, false, Map.of("management", "office"), Map.of());

        var finding = step().read(new CollectEvidence.Order(Duration.ofHours(1)), wrong);

        assertThat(finding.details()).contains("**sessions**", "settings.management");
        assertThat(finding.attachments()).isNotEmpty();
    }

    private Finding collected() throws InterruptedException {
        return step().read(new CollectEvidence.Order(Duration.ofHours(1)), target);
    }

    private CollectEvidence step() {
        return new CollectEvidence(new HostEvidence(host, new ForeignSessions(host, null), Clock.systemUTC()), null);
    }

    private static String texts(Finding finding) {
        return finding.attachments().stream().map(Attachment::text).collect(Collectors.joining("\n"));
    }
}
