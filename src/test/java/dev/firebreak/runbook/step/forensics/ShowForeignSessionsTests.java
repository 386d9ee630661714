package dev.firebreak.runbook.step.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.host.FakeAttack;
import dev.firebreak.runbook.step.host.FakeHosts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowForeignSessionsTests {

    private final FakeHosts host = new FakeHosts();
    private final Target target = new Target("web", "host", "tier-2", true, false, Map.of(), Map.of());

    @Test
    void theFindingCountsTheSessions() throws Exception {
        host.attack.sessions = FakeAttack.sessionWithAStranger();
        assertThat(found())
                .startsWith("1 foreign session of web is still open: ")
                .endsWith(". End its process by hand.");

        host.attack.sessions = FakeAttack.sessionWithAStranger() + FakeAttack.sessionWithAStranger();
        assertThat(found())
                .startsWith("2 foreign sessions of web are still open, such as ")
                .endsWith(". End their processes by hand.");
    }

    private String found() throws InterruptedException {
        return new ShowForeignSessions(new ForeignSessions(host, null))
                .read(new ShowForeignSessions.Order(), target)
                .summary();
    }
}
