package dev.firebreak.probe.routine;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.access.token.PersonTokens;
import dev.firebreak.probe.view.ProbeViews;
import dev.firebreak.text.TimeText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * {@code check: security}: whether the audit is intact, who may approve and administer, which personal tokens are valid
 * and unused, and what the certificates are like. A person judges in any case: nobody else knows who should have a role.
 */
@Component
class SecurityAudit implements RoutineKind {

    private static final Duration UNUSED = Duration.ofDays(30);

    private final Audit audit;
    private final Accounts accounts;
    private final PersonTokens tokens;
    private final ProbeViews views;
    private final DisplayNames names;
    private final Clock clock;

    SecurityAudit(
            Audit audit, Accounts accounts, PersonTokens tokens, ProbeViews views, DisplayNames names, Clock clock) {
        this.audit = audit;
        this.accounts = accounts;
        this.tokens = tokens;
        this.views = views;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "security";
    }

    @Override
    public boolean wantsPerson(List<RoutineFinding> findings) {
        return true;
    }

    /** It names who may do what, and tokens that nobody uses. */
    @Override
    public boolean isConfidential() {
        return true;
    }

    @Override
    public List<RoutineFinding> look() {
        var findings = new ArrayList<RoutineFinding>();
        var broken = audit.verify();
        findings.add(new RoutineFinding("Audit", broken.isEmpty(), broken.orElse("all chains are intact")));
        for (var role : new Role[] {Role.ADMIN, Role.COMMANDER, Role.MODELER}) {
            var people = accounts.with(role);
            findings.add(new RoutineFinding(
                    "Role " + role.group(),
                    true,
                    people.isEmpty()
                            ? "nobody has it"
                            : people.stream().map(Person::name).collect(Collectors.joining(", "))));
        }
        findings.add(tokens());
        views.probes().stream()
                .filter(probe -> probe.kind().equals("tls"))
                .forEach(probe -> findings.add(new RoutineFinding(
                        "Certificate " + probe.name(),
                        Boolean.TRUE.equals(probe.passed()),
                        probe.finding() == null ? "has not been checked yet" : probe.finding())));
        return findings;
    }

    private RoutineFinding tokens() {
        var before = clock.instant().minus(UNUSED);
        var valid = tokens.ofOthers("");
        var unused = valid.stream()
                .filter(token -> token.createdAt().isBefore(before)
                        && (token.lastUsedAt() == null || token.lastUsedAt().isBefore(before)))
                .map(token -> token.name() + " of " + names.of(token.account()))
                .toList();
        return new RoutineFinding(
                "Personal tokens",
                unused.isEmpty(),
                valid.size() + " are valid"
                        + (unused.isEmpty()
                                ? ""
                                : "; not used for " + TimeText.of(UNUSED) + ": " + String.join(", ", unused)));
    }
}
