package dev.firebreak.oncall.calendar;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.oncall.override.OverrideKind;
import dev.firebreak.oncall.override.Overrides;
import dev.firebreak.oncall.override.ShiftOverride;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Makes a calendar the overrides of a rota: for the time of each event, the person that it names is on call. A second
 * import replaces the first. All of it counts, or nothing does.
 */
@Service
public class CalendarImport {

    static final int LARGEST = 256 * 1024;
    private static final int NAME = 80;
    private static final Duration AHEAD = Duration.ofDays(366);

    private final CurrentCatalog catalog;
    private final Overrides overrides;
    private final Clock clock;

    CalendarImport(CurrentCatalog catalog, Overrides overrides, Clock clock) {
        this.catalog = catalog;
        this.overrides = overrides;
        this.clock = clock;
    }

    /** Answers how many shifts of the next year it has. Throws {@link FieldInvalid} for what can't be read. */
    public int into(String rota, String text, String by) {
        var current = catalog.current();
        if (rota == null || !current.rotas().containsKey(rota)) {
            throw new FieldInvalid("rota", "there is no rota " + rota);
        }
        if (text == null || text.length() > LARGEST) {
            throw new CalendarUnreadable("must have at most " + LARGEST / 1024 + " KiB");
        }
        var now = clock.instant();
        var zone = current.rotas().get(rota).zone();
        var made = new CalendarReader(zone, now, now.plus(AHEAD))
                .read(text).stream()
                        .map(event -> override(event, current, rota, now, by))
                        .toList();
        overrides.replaceCalendar(rota, made, by);
        return made.size();
    }

    private static ShiftOverride override(CalendarEvent event, Catalog catalog, String rota, Instant now, String by) {
        return new ShiftOverride(
                UUID.randomUUID(),
                OverrideKind.CALENDAR,
                rota,
                person(event, catalog),
                null,
                event.starts().isBefore(now) ? now : event.starts(),
                event.ends(),
                Text.shown(event.summary(), NAME),
                by);
    }

    /**
     * By the address of an attendee, else by the summary: a login, or a name that stands in it. Several attendees are
     * nobody, because the calendar does not tell which of them has the shift.
     */
    private static Contact person(CalendarEvent event, Catalog catalog) {
        var people =
                catalog.contacts().values().stream().filter(Contact::isPerson).toList();
        var words = event.summary().toLowerCase(Locale.ROOT);
        var attending = people.stream()
                .filter(it -> event.mails().contains(it.mail().toLowerCase(Locale.ROOT)))
                .toList();
        var found = attending.isEmpty()
                ? people.stream()
                        .filter(it -> it.id().equals(event.summary()))
                        .findFirst()
                        .or(() -> single(people.stream()
                                .filter(it -> words.contains(it.name().toLowerCase(Locale.ROOT)))
                                .toList()))
                : single(attending);
        return found.orElseThrow(() -> new CalendarUnreadable(
                "the event \"%s\" of %s names nobody of the catalogue, or several: an attendee's address, a login or a name"
                        .formatted(Text.shown(event.summary(), NAME), event.starts())));
    }

    private static Optional<Contact> single(List<Contact> found) {
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
