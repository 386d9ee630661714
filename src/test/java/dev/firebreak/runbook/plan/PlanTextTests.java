package dev.firebreak.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the person reads who is asked for a plan. */
class PlanTextTests {

    private static final IncidentId INCIDENT = new IncidentId("INC-20261122-071630-017");

    @Test
    void allIdsAreThereThatFit() {
        var ids = ids(60);

        var text = PlanText.of(Plan.to("End 60 sessions").on(ids), true, true, INCIDENT);

        assertThat(ids).allSatisfy(id -> assertThat(text).contains("- `" + id + "`\n"));
        assertThat(text).doesNotContain("more");
    }

    @Test
    void whereTheIdsDoNotFitThePageOfTheIncidentHasThem() {
        var text = PlanText.of(Plan.to("x".repeat(2_900)).on(ids(120)), true, false, INCIDENT);

        assertThat(text)
                .hasSizeLessThanOrEqualTo(PlanText.LONGEST)
                .contains("- `100@", "This can't be taken back", "Dry run")
                .endsWith(" more, all on [the incident's page](/incidents/INC-20261122-071630-017)\n");
    }

    private static List<String> ids(int number) {
        return IntStream.range(100, 100 + number)
                .mapToObj(pid -> pid + "@2026-11-22T11:00:00.123456Z")
                .toList();
    }
}
