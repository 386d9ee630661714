package dev.firebreak.oncall.reminder;

import static dev.firebreak.comms.CommsFixture.CATO;
import static dev.firebreak.comms.CommsFixture.MO;
import static dev.firebreak.comms.CommsFixture.RITA;
import static dev.firebreak.comms.CommsFixture.SAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.access.Role;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Rota;
import dev.firebreak.catalog.RotaLayer;
import dev.firebreak.catalog.ShiftHours;
import dev.firebreak.catalog.Target;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.oncall.OnCallFixture;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

@Tag("A143")
class ShiftReminderTests {

    private final FakeChannel mail = new FakeChannel("mail");
    private final CommsFixture comms = new CommsFixture().with(mail);
    private ApplicationContext beans;

    @Test
    void beforeAHandOverTheNextPersonIsRemindedOnceAndHearsThatAllIsWell() {
        daily(RITA, SAM);
        comms.account("sam", Role.RESPONDER);

        remind();
        remind();

        assertThat(mail.reached()).containsExactly("sam");
        assertThat(mail.taken.get(0).subject()).contains("Your shift in primary begins 22 Nov 2026, 09:00 UTC");
        assertThat(mail.taken.get(0).text())
                .contains("you can log in and respond, a page reaches you", "https://firebreak.example.org/on-call");
        assertThat(mail.taken.get(0).key().urgent()).isFalse();
    }

    @Test
    void whoGoesOnFromTheShiftBeforeIsNotReminded() {
        daily(RITA, RITA);

        remind();

        assertThat(mail.taken).isEmpty();
    }

    @Test
    void theFirstShiftAfterAGapIsRemindedEvenOfTheSamePerson() {
        daily(RITA, RITA);
        var hours = new ShiftHours(EnumSet.allOf(DayOfWeek.class), LocalTime.of(9, 0), LocalTime.of(11, 0));
        var rotas = new LinkedHashMap<>(comms.catalog().rotas());
        var start = LocalDateTime.parse("2026-01-05T09:00");
        rotas.put(
                "office",
                new Rota(
                        "office",
                        ZoneOffset.UTC,
                        List.of(new RotaLayer(ZoneOffset.UTC, start, Duration.ofDays(1), List.of(SAM), hours))));
        comms.with(with(comms.catalog(), rotas, Map.of()));

        remind();
        remind();

        assertThat(mail.reached()).containsExactly("sam");
        assertThat(mail.taken.get(0).subject()).contains("Your shift in office begins 22 Nov 2026, 09:00 UTC");
    }

    @Test
    void aNodeThatMustNotWorkRemindsNobody() {
        daily(RITA, SAM);
        beans().getBean(NodeGate.class).close("its clock is wrong");

        remind();

        assertThat(mail.taken).isEmpty();
    }

    @Test
    void whatIsInTheWayIsSaidAsLongAsItCanBeMended() {
        daily(RITA, SAM);
        comms.refused().mark("sam@example.org", "550 no such user");
        comms.with(withTarget(comms.catalog()));

        remind();

        assertThat(mail.taken.get(0).text())
                .contains(
                        "- You can't log in: there is no account sam.",
                        "- Mail to sam@example.org was refused: 550 no such user.",
                        "- No runbook can log in to orders-db: its password has no value.")
                .doesNotContain("Checked just now");
    }

    @Test
    void anAccountThatMayNotRespondIsSaid() {
        daily(RITA, SAM);
        comms.account("sam", Role.OBSERVER);

        remind();

        assertThat(mail.taken.get(0).text())
                .contains("- You can't respond: your account has neither the role responder nor commander.");
    }

    @Test
    void aReminderThatNoChannelTakesIsTriedAgainAndOfTwoNodesOneSendsIt() {
        daily(RITA, SAM);
        mail.fails("sam", "503");
        remind();

        mail.takes("sam");
        remind();
        assertThat(mail.taken).isEmpty();

        comms.clock.passes(Duration.ofMinutes(5));
        remind();
        remind();
        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void thePersonSaysThatTheyAreReady() {
        daily(RITA, SAM);
        remind();
        var reminders = beans().getBean(ShiftReminders.class);
        assertThat(reminders.ahead())
                .singleElement()
                .satisfies(one -> assertThat(one.readyAt()).isNull());

        assertThat(reminders.confirm("rita")).isZero();
        assertThat(reminders.confirm("sam")).isEqualTo(1);

        assertThat(reminders.ahead())
                .singleElement()
                .satisfies(one -> assertThat(one.readyAt()).isEqualTo(comms.clock.instant()));
    }

    @Test
    void aTimeThatMakesNoSenseIsRefusedByItsKey() {
        assertThatThrownBy(() -> new ReminderSettings(Duration.ofDays(8)))
                .hasMessageContaining("firebreak.on-call.remind-before");
    }

    private void remind() {
        beans().getBean(ShiftReminder.class).remindAll();
    }

    /** Until 9:00 the first one is on call, then the second one. */
    private void daily(dev.firebreak.catalog.Contact first, dev.firebreak.catalog.Contact second) {
        var catalog = CommsFixture.catalog(Map.of("secondary", MO, "manager", CATO));
        var rotas = new LinkedHashMap<>(catalog.rotas());
        rotas.put(
                "primary",
                new Rota(
                        "primary",
                        ZoneOffset.UTC,
                        LocalDateTime.parse("2026-11-21T09:00"),
                        Duration.ofDays(1),
                        List.of(first, second)));
        rotas.put(
                "secondary",
                new Rota(
                        "secondary",
                        ZoneOffset.UTC,
                        LocalDateTime.parse("2026-01-05T09:00"),
                        Duration.ofDays(7),
                        List.of(MO)));
        comms.with(with(catalog, rotas, Map.of()));
    }

    private static Catalog withTarget(Catalog catalog) {
        var target = new Target(
                "orders-db", "postgres", "tier-1", true, false, Map.of("password", "secret://orders-db"), Map.of());
        return with(catalog, catalog.rotas(), Map.of("orders-db", target));
    }

    private static Catalog with(Catalog catalog, Map<String, Rota> rotas, Map<String, Target> targets) {
        return new Catalog(
                catalog.profile(),
                catalog.services(),
                targets,
                catalog.contacts(),
                rotas,
                catalog.ladder(),
                catalog.audiences(),
                catalog.calendar());
    }

    private ApplicationContext beans() {
        if (beans == null) {
            beans = OnCallFixture.beans(comms);
        }
        return beans;
    }
}
