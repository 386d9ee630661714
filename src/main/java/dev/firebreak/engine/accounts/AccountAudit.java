package dev.firebreak.engine.accounts;

import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.AccountRemoved;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.ResourceTypeUtil;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Words changes of users, groups and rights for the audit. It reads what was before by SQL, because the engine's cache
 * already holds the new state.
 */
@Component
class AccountAudit {

    private static final List<String> TYPES = List.of("global", "grant", "revoke");

    private final AccountChanges changes;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    AccountAudit(AccountChanges changes, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.changes = changes;
        this.events = events;
        this.jdbc = jdbc;
    }

    void record(String action, Map<String, String> facts) {
        changes.record(actor(), action, facts);
    }

    /** The profile of a user before and after, never the password. */
    void userSaved(UserEntity user, boolean newPassword) {
        var facts = new TreeMap<String, String>();
        facts.put("account", user.getId());
        facts.put("after", profile(user.getFirstName(), user.getLastName(), user.getEmail()));
        if (newPassword) {
            facts.put("password", "set");
        }
        var before = profile(user.getId());
        before.ifPresent(text -> facts.put("before", text));
        record(before.isPresent() ? "account.changed" : "account.created", facts);
        if (newPassword && before.isPresent() && !actor().equals(user.getId())) {
            powerChanged(user.getId());
        }
    }

    void userDeleted(String user) {
        record(
                "account.deleted",
                Map.of(
                        "account",
                        user,
                        "before",
                        profile(user).orElse("unknown"),
                        "groups",
                        groups(user).toString()));
        powerChanged(user);
        events.publishEvent(new AccountRemoved(user, actor()));
    }

    void memberAdded(String user, String group) {
        membership("membership.added", user, group);
    }

    void memberRemoved(String user, String group) {
        membership("membership.removed", user, group);
    }

    private void membership(String action, String user, String group) {
        record(
                action,
                Map.of(
                        "account",
                        user,
                        "group",
                        group,
                        "groupsBefore",
                        groups(user).toString()));
        powerChanged(user);
    }

    void groupDeleted(String group) {
        var members = jdbc.sql("select USER_ID_ from ACT_ID_MEMBERSHIP where GROUP_ID_ = ? order by USER_ID_")
                .param(group)
                .query(String.class)
                .list();
        record("group.deleted", Map.of("group", group, "members", members.toString()));
        members.forEach(this::powerChanged);
    }

    /** Accounts that Firebreak itself creates, such as the first administrator, count as not changed by a person. */
    private void powerChanged(String account) {
        var by = actor();
        if (!by.equals(AccountChanges.FIREBREAK)) {
            changes.powerChanged(account, by);
        }
    }

    void authorizationSaved(AuthorizationEntity authorization) {
        var before = authorization(authorization.getId());
        var facts = new TreeMap<String, String>();
        facts.put("after", words(authorization));
        before.ifPresent(text -> facts.put("before", text));
        record(before.isPresent() ? "authorization.changed" : "authorization.added", facts);
    }

    void authorizationDeleted(String id) {
        record("authorization.removed", Map.of("before", authorization(id).orElse("unknown")));
    }

    private Optional<String> profile(String user) {
        return jdbc.sql("select FIRST_, LAST_, EMAIL_ from ACT_ID_USER where ID_ = ?")
                .param(user)
                .query((row, n) -> profile(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    private static String profile(String first, String last, String mail) {
        return Stream.of(first, last, mail == null ? null : "<" + mail + ">")
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(" "));
    }

    private List<String> groups(String user) {
        return jdbc.sql("select GROUP_ID_ from ACT_ID_MEMBERSHIP where USER_ID_ = ? order by GROUP_ID_")
                .param(user)
                .query(String.class)
                .list();
    }

    private Optional<String> authorization(String id) {
        return id == null
                ? Optional.empty()
                : jdbc.sql("select * from ACT_RU_AUTHORIZATION where ID_ = ?")
                        .param(id)
                        .query((row, n) -> {
                            var authorization = new AuthorizationEntity(row.getInt("TYPE_"));
                            authorization.setUserId(row.getString("USER_ID_"));
                            authorization.setGroupId(row.getString("GROUP_ID_"));
                            authorization.setResourceType(row.getInt("RESOURCE_TYPE_"));
                            authorization.setResourceId(row.getString("RESOURCE_ID_"));
                            authorization.setPermissions(row.getInt("PERMS_"));
                            return words(authorization);
                        })
                        .optional();
    }

    /** Such as "grant group commander [READ, CREATE] on Process Instance *". */
    private static String words(AuthorizationEntity authorization) {
        var resource = ResourceTypeUtil.getResourceByType(authorization.getResourceType());
        var whom = authorization.getUserId() == null
                ? "group " + authorization.getGroupId()
                : "user " + authorization.getUserId();
        return TYPES.get(authorization.getAuthorizationType()) + " " + whom + " " + permissions(authorization) + " on "
                + (resource == null ? "resource " + authorization.getResourceType() : resource.resourceName()) + " "
                + authorization.getResourceId();
    }

    private static List<String> permissions(AuthorizationEntity authorization) {
        var held = authorization.getPermissions();
        return Arrays.stream(ResourceTypeUtil.getPermissionsByResourceType(authorization.getResourceType()))
                .filter(it -> it.getValue() != 0 && (held & it.getValue()) == it.getValue())
                .map(Permission::getName)
                .toList();
    }

    /**
     * The person who is logged in to the engine or to our own API; the second is known, too, while Firebreak calls the
     * engine with its own rights.
     */
    static String actor() {
        var context = Context.getCommandContext();
        if (context != null && context.getAuthenticatedUserId() != null) {
            return context.getAuthenticatedUserId();
        }
        var login = SecurityContextHolder.getContext().getAuthentication();
        var isPerson = login != null && login.isAuthenticated() && !(login instanceof AnonymousAuthenticationToken);
        return isPerson ? login.getName() : AccountChanges.FIREBREAK;
    }
}
