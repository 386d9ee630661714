package dev.firebreak.comms;

import static dev.firebreak.lifecycle.LifecycleVariables.ANNOUNCEMENT;
import static dev.firebreak.lifecycle.LifecycleVariables.AUDIENCES;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells the audiences of an incident what is known. One bad address stops nobody else's news. */
@Component
class NotifyAnnounce implements Work {

    /** So long one mailbox that says "not now" may hold up the process, once others have been reached. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String WHO = "announcements";
    private static final List<Duration> RETRIES = retriesForADay();

    private final Catalog catalog;
    private final Briefing briefing;
    private final Letters letters;
    private final Courier courier;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Clock clock;

    NotifyAnnounce(
            Catalog catalog,
            Briefing briefing,
            Letters letters,
            Courier courier,
            Deliveries deliveries,
            Timeline timeline,
            Clock clock) {
        this.catalog = catalog;
        this.briefing = briefing;
        this.letters = letters;
        this.courier = courier;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "notify.announce";
    }

    @Override
    public List<Duration> retries() {
        return RETRIES;
    }

    @Override
    public Map<String, Object> perform(Assignment assignment) {
        var kind = assignment.get(ANNOUNCEMENT);
        if (assignment.get(AUDIENCES) == null) {
            // Tracked without telling anybody (acceptance.md A046).
            return Map.of("announced", 0L);
        }
        var people = audience(assignment.get(AUDIENCES));
        var letter = letters.write(kind, briefing.of(assignment.incident(), assignment.variables()));
        var errand = new Errand(assignment.incident(), kind + "." + assignment.id(), false);
        var reached = handAll(errand, people, letter);
        tell(errand, kind, people);
        return Map.of("announced", reached);
    }

    private long handAll(Errand errand, List<Contact> people, Letter letter) {
        var answers = new ArrayList<Handing>();
        people.forEach(person -> answers.add(courier.hand(errand, person, () -> letter)));
        var reached = Collections.frequency(answers, Handing.REACHED);
        var waiting = Collections.frequency(answers, Handing.NOT_YET);
        if (waiting > 0 && (reached == 0 || isFresh(errand))) {
            throw new NotHandedOver(errand, deliveries.of(errand));
        }
        deliveries.giveUp(errand);
        return reached;
    }

    private boolean isFresh(Errand errand) {
        return deliveries
                .dueSince(errand)
                .map(since -> since.plus(PATIENCE).isAfter(clock.instant()))
                .orElse(false);
    }

    private void tell(Errand errand, String kind, List<Contact> people) {
        if (people.isEmpty()) {
            timeline.add(errand.incident(), "Nobody to announce to (" + kind + "): the audience has no contacts", WHO);
        }
        courier.chronicle(errand, lines -> new Outcomes(kind, lines).writeTo(timeline, errand.incident(), WHO));
    }

    /** Each person once, whatever audiences they are in. */
    private List<Contact> audience(String names) {
        var people = new LinkedHashMap<String, Contact>();
        Arrays.stream(names.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .flatMap(name -> catalog.audiences().getOrDefault(name, List.of()).stream())
                .forEach(person -> people.putIfAbsent(person.id(), person));
        return List.copyOf(people.values());
    }

    private static List<Duration> retriesForADay() {
        var waits = new ArrayList<>(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1)));
        waits.addAll(Collections.nCopies(288, Duration.ofMinutes(5)));
        return List.copyOf(waits);
    }
}
