package dev.firebreak.board.live;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import dev.firebreak.database.DatabaseReachability;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.change.IncidentChange;
import dev.firebreak.incident.change.IncidentChanges;
import dev.firebreak.runbook.output.RunningSteps;
import dev.firebreak.runbook.output.RunningSteps.Position;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The open streams of this node. One thread reads the changes for all of them, twice a second and only while somebody
 * reads along, and sends each reader those that they may see. Stops before the web server does, whose graceful shutdown
 * would wait for the streams.
 */
@Component
class LiveStreams implements BackgroundWork {

    /** Streams of one person on one node: a browser has one, whatever the number of its tabs. */
    static final int PER_PERSON = 16;

    static final int PER_NODE = 1_000;

    /** With more news than this at once, a reader starts again instead. */
    static final int MAX_NEWS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    /** A stream ends after this time and comes back as a new request, with all the checks of one. */
    private static final long LIFETIME = Duration.ofMinutes(15).toNanos();

    private final IncidentChanges changes;
    private final IncidentMembers members;
    private final Accounts accounts;
    private final DatabaseReachability database;
    private final Clock clock;
    private final RecentChanges recent;
    private final StepProgress progress;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final BackgroundLoop loop = new BackgroundLoop(DatabaseBulkhead.PEOPLE, "live-streams", POLL, this::round);

    private final Every beat = new Every(Duration.ofSeconds(15));
    private final Every check = new Every(Duration.ofSeconds(10));
    private final Every upkeep = new Every(Duration.ofMinutes(1));
    private final Every afterFailure = new Every(Duration.ofSeconds(5));
    private boolean isFailing;

    LiveStreams(
            IncidentChanges changes,
            IncidentMembers members,
            Accounts accounts,
            DatabaseReachability database,
            RunningSteps steps,
            Clock clock) {
        this.changes = changes;
        this.members = members;
        this.accounts = accounts;
        this.database = database;
        this.clock = clock;
        this.recent = new RecentChanges(changes);
        this.progress = new StepProgress(steps);
    }

    /** Something that is due again after a time. */
    private static final class Every {

        private final long nanos;
        private long last = System.nanoTime();

        Every(Duration time) {
            this.nanos = time.toNanos();
        }

        boolean isDue() {
            var now = System.nanoTime();
            if (now - last < nanos) {
                return false;
            }
            last = now;
            return true;
        }
    }

    /** Why a stream can't be opened here now. */
    record Refusal(HttpStatus status, String why) {}

    /** Empty if this person may open one more stream. */
    Optional<Refusal> refusal(Person person) {
        if (!isRunning()) {
            return Optional.of(new Refusal(
                    HttpStatus.SERVICE_UNAVAILABLE, "This node is going down. Try again: another node answers."));
        }
        if (streams.size() >= PER_NODE) {
            return Optional.of(new Refusal(
                    HttpStatus.SERVICE_UNAVAILABLE, "This node has " + PER_NODE + " open streams, the most it takes."));
        }
        var own = streams.stream()
                .filter(stream -> stream.person().id().equals(person.id()))
                .count();
        return own < PER_PERSON
                ? Optional.empty()
                : Optional.of(new Refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "You have " + PER_PERSON + " open streams here, the most for one person."));
    }

    EventStream open(Person person, String cursor, AsyncContext exchange) throws IOException {
        var stream = new EventStream(person, cursor, exchange, streams::remove);
        streams.add(stream);
        stream.begin();
        if (!isRunning()) {
            stream.end();
        }
        loop.wake();
        return stream;
    }

    private void round() {
        if (beat.isDue()) {
            var text = EventText.beat(clock.instant());
            streams.forEach(stream -> stream.send(text));
        }
        if (database.unreachable().isPresent() || isFailing && !afterFailure.isDue()) {
            return;
        }
        try {
            readAndSend();
            isFailing = false;
        } catch (DataAccessException e) {
            isFailing = true;
            LOG.warn("Changes for the open pages can't be read now: {}", e.toString());
        }
    }

    private void readAndSend() {
        var isUpkeep = upkeep.isDue();
        if (!streams.isEmpty() || isUpkeep) {
            changes.assignPositions();
        }
        if (isUpkeep) {
            changes.forgetOld();
            recent.check();
        }
        if (!streams.isEmpty()) {
            var fresh = recent.readOn();
            fresh.filter(it -> !it.isEmpty()).ifPresent(this::send);
            if (fresh.isEmpty()) {
                reset();
            }
            sendOutput(progress.news());
            greet();
            endWhatHadItsTime();
        }
    }

    private void send(List<IncidentChange> fresh) {
        var restricted = restricted(fresh.stream().map(IncidentChange::incident));
        streams.stream().filter(EventStream::isGreeted).forEach(stream -> send(stream, fresh, restricted));
    }

    private void send(EventStream stream, List<IncidentChange> fresh, Map<IncidentId, Set<String>> restricted) {
        var visible = fresh.stream()
                .filter(it -> maySee(stream, it.incident(), restricted))
                .toList();
        if (visible.size() > MAX_NEWS) {
            stream.send(EventText.reset(recent.last(), clock.instant()));
        } else if (!visible.isEmpty()) {
            stream.send(EventText.of(visible));
        }
    }

    /** To those who hear of everything since their cursor; the others read the page first. */
    private void sendOutput(List<Position> steps) {
        if (steps.isEmpty()) {
            return;
        }
        var restricted = restricted(steps.stream().map(Position::incident));
        streams.stream().filter(EventStream::isGreeted).forEach(stream -> {
            var visible = steps.stream()
                    .filter(it -> maySee(stream, it.incident(), restricted))
                    .limit(MAX_NEWS)
                    .toList();
            if (!visible.isEmpty()) {
                stream.send(EventText.output(visible));
            }
        });
    }

    private Map<IncidentId, Set<String>> restricted(Stream<IncidentId> incidents) {
        return members.restrictedAmong(incidents.distinct().toList());
    }

    private static boolean maySee(EventStream stream, IncidentId incident, Map<IncidentId, Set<String>> restricted) {
        var only = restricted.get(incident);
        return only == null || only.contains(stream.person().id());
    }

    private void reset() {
        var text = EventText.reset(recent.last(), clock.instant());
        streams.stream().filter(EventStream::isGreeted).forEach(stream -> stream.send(text));
    }

    /** A new reader gets what was missed since its cursor. */
    private void greet() {
        for (var stream : streams) {
            if (!stream.isGreeted()) {
                stream.greeted();
                if (stream.cursor() != null) {
                    recent.after(Long.parseLong(stream.cursor()))
                            .ifPresentOrElse(
                                    missed -> send(
                                            stream,
                                            missed,
                                            restricted(missed.stream().map(IncidentChange::incident))),
                                    () -> stream.send(EventText.reset(recent.last(), clock.instant())));
                }
                stream.send(EventText.hello(recent.last(), clock.instant()));
            }
        }
    }

    private void endWhatHadItsTime() {
        streams.stream().filter(stream -> stream.ageNanos() > LIFETIME).forEach(EventStream::end);
        if (check.isDue()) {
            endWhatChanged();
        }
    }

    /** Asks once for each person. */
    void endWhatChanged() {
        streams.stream()
                .collect(Collectors.groupingBy(stream -> stream.person().id()))
                .forEach(this::endIfChanged);
    }

    /** A removed account or a changed role ends the streams; the browser asks again with what it may now. */
    private void endIfChanged(String person, List<EventStream> own) {
        var now = accounts.find(person);
        own.stream().filter(stream -> !now.equals(Optional.of(stream.person()))).forEach(EventStream::end);
    }

    @Override
    public void stop() {
        loop.stop(STOP_TIMEOUT);
        streams.forEach(EventStream::end);
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
