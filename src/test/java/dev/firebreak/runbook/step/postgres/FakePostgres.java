package dev.firebreak.runbook.step.postgres;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.postgres.server.Database;
import dev.firebreak.runbook.step.postgres.server.Databases;
import dev.firebreak.runbook.step.postgres.server.MaxConnections;
import dev.firebreak.runbook.step.postgres.server.PoolSnapshot;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import dev.firebreak.runbook.step.postgres.server.Session;
import dev.firebreak.runbook.step.postgres.server.SessionId;
import dev.firebreak.runbook.step.postgres.server.SessionState;
import dev.firebreak.runbook.step.postgres.server.TerminationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server that is played: sessions come, go and wake up as a story needs it. */
public class FakePostgres extends PlayedTarget implements Databases, Database {

    static final Target TARGET = new Target("mosaic-postgres", "postgres", "tier-1", true, false, Map.of(), Map.of());

    final Instant now = Instant.parse("2026-11-22T11:00:00.123456Z");
    final List<Session> sessions = new ArrayList<>();
    final List<SessionId> stubborn = new ArrayList<>();
    final List<SessionId> refused = new ArrayList<>();
    String cluster = "7710954392122662929";
    Optional<Integer> written = Optional.empty();
    int inForce = 20;
    int firstPid = 100;
    boolean fixedByCommandLine;
    int replicas;
    boolean unreachable;

    /** Told to a session while it is being built. */
    record Draft(Session session) {

        Draft ours() {
            return new Draft(copy(session.kind(), session.superuser(), true));
        }

        Draft superuser() {
            return new Draft(copy(session.kind(), true, session.ours()));
        }

        Draft kind(String kind) {
            return new Draft(copy(kind, session.superuser(), session.ours()));
        }

        private Session copy(String kind, boolean superuser, boolean ours) {
            return new Session(
                    session.id(),
                    kind,
                    session.database(),
                    session.user(),
                    superuser,
                    ours,
                    session.application(),
                    session.client(),
                    session.state(),
                    session.since(),
                    session.queryStart(),
                    session.query());
        }
    }

    Session session(String application, SessionState state, Duration lasting) {
        return add(like(application, state, lasting));
    }

    Draft like(String application, SessionState state, Duration lasting) {
        var pid = firstPid + sessions.size();
        return new Draft(new Session(
                new SessionId(pid, now.minus(Duration.ofHours(10)).plusSeconds(pid)),
                Session.CLIENT,
                "gitea",
                "gitea",
                false,
                false,
                application,
                "10.0.0.7",
                state,
                now.minus(lasting),
                now.minus(lasting),
                "select 1"));
    }

    Session add(Draft draft) {
        sessions.add(draft.session());
        return draft.session();
    }

    /** It worked a moment ago and is idle again. */
    void wakes(Session session) {
        sessions.remove(session);
        var since = now.minusSeconds(1);
        sessions.add(new Session(
                session.id(),
                session.kind(),
                session.database(),
                session.user(),
                false,
                false,
                session.application(),
                session.client(),
                SessionState.IDLE,
                since,
                since,
                session.query()));
    }

    @Override
    public Database open(Target target) {
        if (unreachable) {
            throw new ServerUnreachable(target.name() + " can't be reached", null);
        }
        return this;
    }

    @Override
    public PoolSnapshot pool() {
        return new PoolSnapshot(now, sessions, inForce, 3);
    }

    @Override
    public TerminationResult end(SessionId id, Instant since) {
        if (refused.contains(id)) {
            return TerminationResult.REFUSED;
        }
        if (!pool().holds(id)) {
            return TerminationResult.GONE;
        }
        if (!pool().holds(id, since)) {
            return TerminationResult.SPARED;
        }
        sessions.removeIf(session -> session.id().equals(id) && !stubborn.contains(id));
        return TerminationResult.ENDED;
    }

    @Override
    public MaxConnections limit() {
        var configured = Optional.of(written.orElse(20));
        return new MaxConnections(
                cluster, inForce, written, configured, fixedByCommandLine, 3, "4MB", "21MB", replicas);
    }

    @Override
    public void writeLimit(int connections) {
        changes(() -> written = Optional.of(connections));
    }

    @Override
    public void eraseLimit() {
        changes(() -> written = Optional.empty());
    }

    @Override
    public Object captured() {
        return List.of(List.copyOf(sessions), written, inForce);
    }

    @Override
    public void givesWork() {
        sessions.clear();
        written = Optional.of(50);
        inForce = 20;
    }

    @Override
    public void close() {}
}
