package dev.firebreak.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Role;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes by an administrator to the default grants survive the next start. */
@FirebreakTest
class RoleGrantsTests {

    @Autowired
    AccountSetup setup;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    FilterService filters;

    @Autowired
    SystemIdentity engine;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void everythingIsAsItWas() {
        jdbc.sql("delete from made_once where what like 'grant %'").update();
        setup.afterSingletonsInstantiated();
    }

    @Test
    void aRightThatWasTakenAwayDoesNotComeBack() {
        takeCockpitFrom(Role.OBSERVER);

        setup.afterSingletonsInstantiated();

        assertThat(cockpitOf(Role.OBSERVER)).isEmpty();
        assertThat(cockpitOf(Role.RESPONDER)).hasSize(1);
    }

    @Test
    void aRightThatALaterVersionBringsIsMade() {
        takeCockpitFrom(Role.OBSERVER);
        jdbc.sql("delete from made_once where what like 'grant OBSERVER % cockpit'")
                .update();

        setup.afterSingletonsInstantiated();

        assertThat(cockpitOf(Role.OBSERVER)).hasSize(1);
    }

    @Test
    void administratorsCanNotShutEverybodyOut() {
        engine.run(() -> all(Role.ADMIN).forEach(grant -> authorizations.deleteAuthorization(grant.getId())));

        setup.afterSingletonsInstantiated();

        assertThat(all(Role.ADMIN)).isNotEmpty();
    }

    @Test
    void aListThatWasTakenAwayDoesNotComeBack() {
        var list = filters.createTaskFilterQuery().filterName("All open tasks");
        engine.run(() -> filters.deleteFilter(list.singleResult().getId()));

        setup.afterSingletonsInstantiated();

        assertThat(list.count()).isZero();
        jdbc.sql("delete from made_once where what = 'filter All open tasks'").update();
    }

    private void takeCockpitFrom(Role role) {
        engine.run(() -> cockpitOf(role).forEach(grant -> authorizations.deleteAuthorization(grant.getId())));
    }

    private List<Authorization> cockpitOf(Role role) {
        return authorizations
                .createAuthorizationQuery()
                .groupIdIn(role.group())
                .resourceType(APPLICATION)
                .resourceId("cockpit")
                .list();
    }

    private List<Authorization> all(Role role) {
        return authorizations.createAuthorizationQuery().groupIdIn(role.group()).list();
    }
}
