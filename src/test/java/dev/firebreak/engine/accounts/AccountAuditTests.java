package dev.firebreak.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of accounts and rights, through whatever interface: all of them end in the engine's identity service. */
@FirebreakTest
@Tag("H13")
class AccountAuditTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    IdentityService identities;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    Accounts accounts;

    @Autowired
    AccountChanges changes;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String ann = "ann" + suffix;
    private final String ada = "ada" + suffix;
    private long before;

    @BeforeEach
    void twoPeople() {
        accounts.createIfMissing(ann, "Ann", "ann@example.org", "a-good-password", Set.of(Role.RESPONDER));
        accounts.createIfMissing(ada, "Ada", "ada@example.org", "a-good-password", Set.of(Role.ADMIN));
        before = count();
    }

    @AfterEach
    void nothingIsLeft() {
        identities.clearAuthentication();
        SecurityContextHolder.clearContext();
        for (var person : List.of(ann, ada)) {
            identities.deleteUser(person);
        }
        assertThat(audit.verify()).isEmpty();
    }

    @Test
    void anAdministratorWhoPutsHerselfAmongTheCommandersIsInTheAudit_andCoolsDown() {
        as(ada, () -> identities.createMembership(ada, "commander"));
        as(ada, () -> identities.deleteMembership(ada, "commander"));

        assertThat(rows())
                .containsExactly(
                        "membership.added by " + ada + " {\"account\":\"" + ada
                                + "\",\"group\":\"commander\",\"groupsBefore\":\"[camunda-admin]\"}",
                        "membership.removed by " + ada + " {\"account\":\"" + ada
                                + "\",\"group\":\"commander\",\"groupsBefore\":\"[camunda-admin, commander]\"}");
        assertThat(changes.latest(ada))
                .hasValueSatisfying(change -> assertThat(change.by()).isEqualTo(ada));
    }

    @Test
    void aPersonBehindOurOwnApiIsNamed_alsoWhereFirebreakCallsTheEngineWithItsOwnRights() {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(ada, "", List.of()));

        identities.createMembership(ann, "commander");

        assertThat(rows()).singleElement().asString().startsWith("membership.added by " + ada);
        assertThat(changes.latest(ann)).isPresent();
    }

    @Test
    void accountsThatFirebreakCreatesAreInTheAudit_andDoNotCoolDown() {
        var new1 = "new" + suffix;
        accounts.createIfMissing(new1, "New", "new@example.org", "a-good-password", Set.of(Role.COMMANDER));

        assertThat(rows())
                .containsExactly(
                        "account.created by firebreak {\"account\":\"" + new1
                                + "\",\"after\":\"New <new@example.org>\",\"password\":\"set\"}",
                        "membership.added by firebreak {\"account\":\"" + new1
                                + "\",\"group\":\"commander\",\"groupsBefore\":\"[]\"}");
        assertThat(changes.latest(new1)).isEmpty();
        identities.deleteUser(new1);
    }

    @Test
    void aPasswordThatSomebodyElseSetsCoolsDown_onesOwnDoesNot_andNoneIsInTheAudit() {
        as(ann, () -> password(ann, "my-next-password"));
        assertThat(changes.latest(ann)).isEmpty();

        as(ada, () -> password(ann, "her-next-password"));

        assertThat(changes.latest(ann)).isPresent();
        assertThat(rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row)
                        .startsWith("account.changed by ")
                        .contains("\"password\":\"set\"")
                        .doesNotContain("next-password", "SHA"));
    }

    @Test
    void aProfileIsInTheAuditBeforeAndAfter() {
        as(ada, () -> {
            var user = identities.createUserQuery().userId(ann).singleResult();
            user.setEmail("mallory@example.org");
            identities.saveUser(user);
        });

        assertThat(rows())
                .containsExactly("account.changed by " + ada + " {\"account\":\"" + ann
                        + "\",\"after\":\"Ann <mallory@example.org>\",\"before\":\"Ann <ann@example.org>\"}");
    }

    @Test
    void aDeletedPersonAndADeletedGroupAreInTheAuditWithWhatTheyHad() {
        as(ada, () -> {
            identities.saveGroup(identities.newGroup("guests" + suffix));
            identities.createMembership(ann, "guests" + suffix);
            identities.deleteGroup("guests" + suffix);
        });
        as(ada, () -> identities.deleteUser(ann));

        assertThat(rows())
                .anyMatch(row -> row.startsWith("group.deleted by " + ada) && row.contains("[" + ann + "]"))
                .anyMatch(row -> row.startsWith("account.deleted by " + ada) && row.contains("[responder]"));
    }

    @Test
    void rightsAreInTheAuditBeforeAndAfter() {
        as(ada, () -> {
            var right = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setUserId(ann);
            right.setResource(Resources.DEPLOYMENT);
            right.setResourceId("*");
            right.addPermission(Permissions.CREATE);
            authorizations.saveAuthorization(right);
            var found = authorizations.createAuthorizationQuery().userIdIn(ann).resourceType(Resources.DEPLOYMENT);
            right = found.singleResult();
            right.addPermission(Permissions.DELETE);
            authorizations.saveAuthorization(right);
            authorizations.deleteAuthorization(found.singleResult().getId());
        });

        var create = "grant user " + ann + " [CREATE] on Deployment *";
        var both = "grant user " + ann + " [CREATE, DELETE] on Deployment *";
        assertThat(rows())
                .containsExactly(
                        "authorization.added by " + ada + " {\"after\":\"" + create + "\"}",
                        "authorization.changed by " + ada + " {\"after\":\"" + both + "\",\"before\":\"" + create
                                + "\"}",
                        "authorization.removed by " + ada + " {\"before\":\"" + both + "\"}");
    }

    @Test
    void whatIsNotAllowedOrRolledBackLeavesNoRow() {
        assertThatThrownBy(() -> as(ann, () -> identities.createMembership(ann, "commander")))
                .isInstanceOf(AuthorizationException.class);
        transaction.executeWithoutResult(status -> {
            as(ada, () -> identities.createMembership(ann, "commander"));
            status.setRollbackOnly();
        });

        assertThat(rows()).isEmpty();
        assertThat(changes.latest(ann)).isEmpty();
        assertThat(accounts.find(ann).orElseThrow().roles()).containsExactly(Role.RESPONDER);
    }

    private void password(String person, String password) {
        var user = identities.createUserQuery().userId(person).singleResult();
        user.setPassword(password);
        identities.saveUser(user);
    }

    private void as(String person, Runnable work) {
        var groups = accounts.find(person).orElseThrow().roles().stream()
                .map(Role::group)
                .toList();
        identities.setAuthentication(person, groups);
        try {
            work.run();
        } finally {
            identities.clearAuthentication();
        }
    }

    private long count() {
        return jdbc.sql("select coalesce(max(number), 0) from audit_entry where chain = 'system'")
                .query(Long.class)
                .single();
    }

    /** The new rows of the audit: action, actor, facts. */
    private List<String> rows() {
        return jdbc
                .sql("select entry from audit_entry where chain = 'system' and number > ? order by number")
                .param(before)
                .query(String.class)
                .list()
                .stream()
                .map(AccountAuditTests::row)
                .toList();
    }

    private static String row(String entry) {
        JsonNode read;
        try {
            read = JSON.readTree(entry);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return read.path("action").asText() + " by " + read.path("actor").asText() + " " + read.path("facts");
    }
}
