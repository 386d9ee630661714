package dev.firebreak.engine.release;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.Audit;
import dev.firebreak.access.FourEyes;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.AuditDeployer;
import dev.firebreak.engine.models.ModelSettings;
import dev.firebreak.engine.models.ModelVersions.Origin;
import dev.firebreak.engine.release.ModelProposal.State;
import dev.firebreak.engine.release.difference.Differences;
import dev.firebreak.engine.release.difference.ModelDifference;
import dev.firebreak.text.Hash;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proposals of guarded models and their release. A release deploys, records and audits in one transaction that holds
 * the proposal's lock: a second click, another node or a crash in between can't release it twice or half.
 */
@Component
public class ModelRelease {

    private static final int LISTED = 50;

    private final ModelProposals proposals;
    private final Differences differences;
    private final RepositoryService repository;
    private final SystemIdentity system;
    private final AuditDeployer deployments;
    private final Audit audit;
    private final AccountChanges accounts;
    private final ModelSettings settings;
    private final Clock clock;
    private final String baseUrl;

    ModelRelease(
            ModelProposals proposals,
            Differences differences,
            RepositoryService repository,
            SystemIdentity system,
            AuditDeployer deployments,
            Audit audit,
            AccountChanges accounts,
            ModelSettings settings,
            Clock clock,
            @Value("${firebreak.base-url:http://localhost:8080}") String baseUrl) {
        this.proposals = proposals;
        this.differences = differences;
        this.repository = repository;
        this.system = system;
        this.deployments = deployments;
        this.audit = audit;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /** The waiting proposals, then the newest decided ones. */
    @Transactional(readOnly = true)
    public List<ModelProposal> list() {
        return proposals.list(LISTED);
    }

    /** How many proposals wait for release. */
    public long waiting() {
        return proposals.waiting();
    }

    @Transactional(readOnly = true)
    public ModelProposal get(long number) {
        return proposals.find(number).orElseThrow(() -> ReleaseRefused.unknown(number));
    }

    /** The proposal, if it has a guarded model with this key. */
    ModelProposal get(String key, long number) {
        return Optional.of(get(number))
                .filter(proposal -> proposal.keys().contains(key))
                .orElseThrow(() -> ReleaseRefused.unknown(number));
    }

    /** The guarded models that the engine uses. */
    @Transactional(readOnly = true)
    public List<ModelDifference.Replaced> inForce() {
        return differences.inForce();
    }

    /** What the proposal would change if it were released now. */
    @Transactional(readOnly = true)
    public ModelDifference difference(long number) {
        get(number);
        return differences.of(proposals.files(number));
    }

    /** The files of the proposal. */
    @Transactional(readOnly = true)
    public SortedMap<String, byte[]> files(long number) {
        return proposals.files(number);
    }

    /**
     * Why this person can't release the proposal; empty if they can. Everybody who ever proposed the same bytes is an author.
     */
    public Optional<String> objection(ModelProposal proposal, Person person) {
        if (!person.roles().contains(Role.COMMANDER) && !person.roles().contains(Role.ADMIN)) {
            return Optional.of("Only a commander or an administrator may release a guarded model.");
        }
        var changed = accounts.latest(person.id())
                .filter(change -> change.at().plus(settings.roleCoolDown()).isAfter(clock.instant()));
        if (changed.isPresent()) {
            return Optional.of("%s changed your roles or your password a short while ago (firebreak.role-cool-down)."
                            .formatted(changed.get().by())
                    + " Another person has to release it.");
        }
        return isAuthor(proposal, person) && settings.fourEyes() == FourEyes.ENFORCE
                ? Optional.of("You wrote this version, so another person has to release it.")
                : Optional.empty();
    }

    /** Whether four eyes are not kept if this person releases it. */
    public boolean isAuthor(ModelProposal proposal, Person person) {
        return proposals.authors(proposal.sha256()).contains(person.id());
    }

    /**
     * Keeps a deployment until it is released. The same person's repeat finds the first proposal.
     *
     * @return what to tell the person
     */
    @Transactional
    String propose(ProposedDeployment deployment) {
        var number = proposal(deployment);
        var who = settings.fourEyes() == FourEyes.ENFORCE
                ? "a commander or an administrator, but not " + deployment.author() + ","
                : "a commander or an administrator";
        return ("%s waits for release as proposal %d: it is guarded. Nothing of this deployment is in force until %s has"
                        + " seen the difference and releases it at %s/models/%d.")
                .formatted(String.join(", ", deployment.keys()), number, who, baseUrl, number);
    }

    /** As {@link #propose}; answers the proposal's number. */
    @Transactional
    long proposal(ProposedDeployment deployment) {
        return proposals.same(deployment).map(ModelProposal::number).orElseGet(() -> add(deployment));
    }

    private long add(ProposedDeployment deployment) {
        var number = proposals.add(deployment);
        audit.record(
                "system",
                deployment.author(),
                "model.proposed",
                facts(number, deployment.author(), deployment.files()));
        proposals.rivals(number).forEach(older -> {
            proposals.close(older.number(), State.SUPERSEDED, null, "proposal " + number + " took its place", null);
            audit.record(
                    "system",
                    deployment.author(),
                    "model.superseded",
                    Map.of("proposal", String.valueOf(older.number()), "by", String.valueOf(number)));
        });
        return number;
    }

    /**
     * Brings a proposal into force.
     *
     * @param seen {@link ModelDifference#sha256()} of the difference that the person saw
     */
    @Transactional
    public ModelProposal release(long number, String seen, Person by) {
        var proposal = locked(number);
        objection(proposal, by).ifPresent(why -> {
            throw ReleaseRefused.person(why);
        });
        requireNewest(proposal);
        var files = proposals.files(number);
        if (!differences.of(files).sha256().equals(seen)) {
            throw ReleaseRefused.now(
                    "The difference is no longer the one that you saw: the models in force have changed. Look at it again.");
        }
        var facts = facts(number, proposal.author(), files);
        facts.put("releasedBy", by.id());
        facts.put("fourEyes", isAuthor(proposal, by) ? "not kept" : "kept");
        facts.put("seen", seen);
        audit.record("system", by.id(), "model.released", facts);
        proposals.close(number, State.RELEASED, by.id(), null, deploy(proposal, files, by));
        return get(number);
    }

    private String deploy(ModelProposal proposal, SortedMap<String, byte[]> files, Person by) {
        var builder = repository.createDeployment().name(proposal.name()).source(proposal.source());
        files.forEach((name, content) -> builder.addInputStream(name, new ByteArrayInputStream(content)));
        try {
            return deployments.onBehalfOf(
                    new Origin(proposal.author(), by.id()),
                    () -> system.run(() -> builder.deploy().getId()));
        } catch (ParseException e) {
            throw ReleaseRefused.model("This version is no longer admitted: " + e.getMessage());
        }
    }

    /** Takes a waiting proposal back: its author, or a person who could have released it. */
    @Transactional
    public ModelProposal withdraw(long number, String reason, Person by) {
        var proposal = locked(number);
        var mayDecide = by.roles().contains(Role.COMMANDER) || by.roles().contains(Role.ADMIN);
        if (!mayDecide && !by.id().equals(proposal.author())) {
            throw ReleaseRefused.person(
                    "Only " + proposal.author() + ", a commander or an administrator may withdraw it.");
        }
        audit.record(
                "system",
                by.id(),
                "model.withdrawn",
                Map.of(
                        "proposal", String.valueOf(number),
                        "author", proposal.author(),
                        "reason", reason == null ? "" : reason));
        proposals.close(number, State.WITHDRAWN, by.id(), reason, null);
        return get(number);
    }

    private ModelProposal locked(long number) {
        var proposal = proposals.lock(number).orElseThrow(() -> ReleaseRefused.unknown(number));
        if (!proposal.isWaiting()) {
            throw ReleaseRefused.now(ended(proposal));
        }
        return proposal;
    }

    private static String ended(ModelProposal proposal) {
        return switch (proposal.state()) {
            case RELEASED ->
                "It is in force: " + proposal.decidedBy() + " released it at " + proposal.decidedAt() + ".";
            case WITHDRAWN -> proposal.decidedBy() + " withdrew it at " + proposal.decidedAt() + ".";
            default -> "It waits no longer: " + proposal.reason() + ".";
        };
    }

    /** Two nodes may have taken proposals of one model at the same moment: only the newest can be released. */
    private void requireNewest(ModelProposal proposal) {
        proposals.rivals(proposal.number()).stream()
                .filter(other -> other.number() > proposal.number())
                .findFirst()
                .ifPresent(newer -> {
                    throw ReleaseRefused.now("Proposal " + newer.number() + " is newer and changes the same model.");
                });
    }

    private static Map<String, String> facts(long number, String author, SortedMap<String, byte[]> files) {
        var facts = new TreeMap<String, String>();
        facts.put("proposal", String.valueOf(number));
        facts.put("author", author);
        files.forEach((name, content) -> facts.put("file " + name, Hash.sha256(content)));
        return facts;
    }
}
