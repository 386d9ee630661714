package dev.firebreak.oncall.reminder;

import static dev.firebreak.database.DatabaseBulkhead.STEPS;

import dev.firebreak.comms.delivery.NotificationDispatcher;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.MessageTemplates;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.Shift;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reminds people before their shift begins and says what is in the way. A person who goes on from the shift right before
 * is not reminded. A node takes a lease for each reminder, so that two send it once.
 */
@Component
class ShiftReminder implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(ShiftReminder.class);
    private static final Duration POLL_EVERY = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final OnCall onCall;
    private final ShiftReadiness readiness;
    private final ShiftReminders reminders;
    private final NotificationDispatcher dispatcher;
    private final MessageTemplates templates;
    private final Links links;
    private final ReminderSettings settings;
    private final NodeGate gate;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop(STEPS, "shift-reminder", POLL_EVERY, this::remindAll);

    ShiftReminder(
            OnCall onCall,
            ShiftReadiness readiness,
            ShiftReminders reminders,
            NotificationDispatcher dispatcher,
            MessageTemplates templates,
            Links links,
            ReminderSettings settings,
            NodeGate gate,
            Clock clock) {
        this.onCall = onCall;
        this.readiness = readiness;
        this.reminders = reminders;
        this.dispatcher = dispatcher;
        this.templates = templates;
        this.links = links;
        this.settings = settings;
        this.gate = gate;
        this.clock = clock;
    }

    void remindAll() {
        if (!gate.isOpen()) {
            return;
        }
        var now = clock.instant();
        var shifts = onCall.between(now, now.plus(settings.remindBefore()));
        for (var n = 0; n < shifts.size(); n++) {
            var shift = shifts.get(n);
            var isAhead = shift.from().isAfter(now);
            var goesOn = n > 0 && goesOn(shifts.get(n - 1), shift);
            if (isAhead && !goesOn && reminders.claim(shift, now.plus(LEASE))) {
                remind(shift);
            }
        }
        reminders.forgetOld();
    }

    /** Not after a gap: the person was off. */
    private static boolean goesOn(Shift before, Shift shift) {
        return before.rota().equals(shift.rota())
                && before.until().equals(shift.from())
                && before.person().id().equals(shift.person().id());
    }

    private void remind(Shift shift) {
        try {
            var troubles = readiness.troubles(shift.person());
            var message = templates.write("shift-reminder", facts(shift, troubles));
            dispatcher
                    .tell(shift.person(), message)
                    .ifPresentOrElse(
                            channel -> reminders.sent(shift, channel, troubles),
                            () -> LOG.warn(
                                    "{} could not be reminded of the shift in {}",
                                    shift.person().id(),
                                    shift.rota()));
        } catch (RuntimeException later) {
            LOG.warn("{} can't be reminded now: {}", shift.person().id(), later.toString());
        }
    }

    private Map<String, Object> facts(Shift shift, List<String> troubles) {
        return Map.of(
                "who", shift.person().name(),
                "rota", shift.rota(),
                "from", TimeText.of(shift.from()),
                "until", TimeText.of(shift.until()),
                "troubles", troubles,
                "isReady", troubles.isEmpty(),
                "page", links.onCall());
    }

    /** None if nobody is reminded. */
    @Override
    public List<BackgroundLoop> loops() {
        return settings.remindBefore().isZero() ? List.of() : List.of(loop);
    }

    @Override
    public Duration stopTimeout() {
        return STOP_TIMEOUT;
    }
}
