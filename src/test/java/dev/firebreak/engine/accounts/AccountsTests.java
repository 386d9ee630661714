package dev.firebreak.engine.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.FirstAdmin;
import dev.firebreak.access.Role;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.engine.TestModels;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionOperations;

@FirebreakTest
class AccountsTests {

    @Autowired
    Accounts accounts;

    @Autowired
    ProcessEngine engine;

    @Autowired
    FirstAdmin first;

    @Autowired
    AccountSetup setup;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private String deployment;

    @BeforeEach
    void aProcessWithATaskForCommanders() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("rights.bpmn", TestModels.process("rights", """
                        <bpmn:startEvent id="Start"/>
                        <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Approve"/>
                        <bpmn:userTask id="Approve" name="Approve" camunda:candidateGroups="commander"/>
                        <bpmn:sequenceFlow id="B" sourceRef="Approve" targetRef="Work"/>
                        <bpmn:serviceTask id="Work" camunda:type="external" camunda:topic="${step}"/>
                        """))
                .deploy()
                .getId();
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService().deleteDeployment(deployment, true);
        engine.getIdentityService().createUserQuery().list().stream()
                .filter(user -> user.getId().endsWith(suffix))
                .forEach(user -> engine.getIdentityService().deleteUser(user.getId()));
    }

    @Test
    void theFirstAdministratorHasTheConfiguredPassword() {
        assertThat(accounts.hasAdmin()).isTrue();
        assertThat(accounts.authenticate("admin", FirebreakTest.ADMIN_PASSWORD))
                .hasValueSatisfying(person -> assertThat(person.roles()).containsExactly(Role.ADMIN));
        assertThat(accounts.authenticate("admin", "admin")).isEmpty();
        assertThat(accounts.authenticate("admin", "")).isEmpty();
        assertThat(first.password()).isEmpty();
        assertThat(Files.exists(first.file())).isFalse();
    }

    @Test
    @Tag("H8")
    void thereIsNoOtherAccount() {
        assertThat(engine.getIdentityService().createUserQuery().list())
                .filteredOn(user -> List.of("demo", "john", "mary", "peter").contains(user.getId()))
                .isEmpty();
    }

    @Test
    void aPersonComesBackWithItsRolesAndIsMadeOnce() {
        var ann = person(Role.RESPONDER, Role.COMMANDER);

        accounts.createIfMissing(ann, "Other", "other@example.org", "another-quiet-pond", Set.of(Role.ADMIN));

        assertThat(accounts.authenticate(ann, "plain-copper-kettle")).hasValueSatisfying(person -> {
            assertThat(person.name()).isEqualTo("Ann");
            assertThat(person.mail()).isEqualTo("ann@example.org");
            assertThat(person.roles()).containsExactlyInAnyOrder(Role.RESPONDER, Role.COMMANDER);
        });
        assertThat(accounts.find("nobody" + suffix)).isEmpty();
    }

    @Test
    void aWeakPasswordMakesNoAccount() {
        assertThatThrownBy(() -> accounts.createIfMissing(
                        "ann" + suffix, "Ann", "ann@example.org", "password-2026", Set.of(Role.OBSERVER)))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("at least 12 characters");
    }

    @Test
    void aWeakPasswordOfTheFirstAdministratorStopsTheStart() {
        var weak = new MockEnvironment().withProperty("FIREBREAK_ADMIN_PASSWORD", "administrator1");
        var administrator = new FirstAdministrator(engine.getIdentityService(), weak);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("delete from act_id_membership where group_id_ = 'camunda-admin'")
                            .update();
                    administrator.ensureOne();
                }))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("FIREBREAK_ADMIN_PASSWORD")
                .hasMessageContaining("at least 12 characters");
    }

    @Test
    @Tag("H17")
    void neitherTheEnginesLockNorItsCountShutsAnAccountOut() {
        var ann = person(Role.OBSERVER);
        for (var times = 0; times < 12; times++) {
            assertThat(engine.getIdentityService().checkPassword(ann, "wrong")).isFalse();
        }
        jdbc.sql(
                        "update act_id_user set attempts_ = 10, lock_exp_time_ = timestamp '2100-01-01 00:00:00' where id_ = ?")
                .param(ann)
                .update();

        assertThat(accounts.authenticate(ann, "plain-copper-kettle")).isPresent();
        assertThat(engine.getIdentityService().checkPassword(ann, "plain-copper-kettle"))
                .isTrue();
    }

    @Test
    void theHashOfAnEarlierVersionMatchesAndIsReplacedAtTheLogin() {
        var ann = person(Role.OBSERVER);
        var old = new PasswordManager(new Sha512HashDigest(), List.of()).encrypt("short" + "salt");
        jdbc.sql("update act_id_user set pwd_ = ?, salt_ = 'salt' where id_ = ?")
                .param(old)
                .param(ann)
                .update();

        assertThat(accounts.authenticate(ann, "wrong")).isEmpty();
        assertThat(storedHash(ann)).isEqualTo(old);
        assertThat(accounts.authenticate(ann, "short")).isPresent();
        assertThat(storedHash(ann)).startsWith("{bcrypt-sha256}");
        assertThat(accounts.authenticate(ann, "short")).isPresent();
    }

    @Test
    void aChangedPasswordCountsAtOnce() {
        var ann = person(Role.OBSERVER);
        assertThat(accounts.authenticate(ann, "plain-copper-kettle")).isPresent();
        var user = engine.getIdentityService().createUserQuery().userId(ann).singleResult();
        user.setPassword("another-copper-pan");
        engine.getIdentityService().saveUser(user);

        assertThat(accounts.authenticate(ann, "plain-copper-kettle")).isEmpty();
        assertThat(accounts.authenticate(ann, "another-copper-pan")).isPresent();
    }

    private String storedHash(String id) {
        return jdbc.sql("select pwd_ from act_id_user where id_ = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    @Test
    @Tag("A16")
    void setUpAgainAndAtOnceChangesNothing() {
        var before = census();

        IntStream.range(0, 8).parallel().forEach(node -> setup.afterSingletonsInstantiated());

        assertThat(census()).isEqualTo(before);
    }

    @Test
    @Tag("H7")
    void theLastAdministratorStays() {
        var identities = engine.getIdentityService();
        onlyAdministratorIsTheFirst();

        assertThatThrownBy(() -> identities.deleteMembership("admin", "camunda-admin"))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("last administrator");
        assertThatThrownBy(() -> identities.deleteUser("admin")).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(() -> identities.deleteGroup("camunda-admin")).isInstanceOf(BadUserRequestException.class);
        assertThat(accounts.hasAdmin()).isTrue();
    }

    @Test
    @Tag("H7")
    void ofTwoAdministratorsWhoRemoveEachOtherAtOnceOneStays() {
        onlyAdministratorIsTheFirst();
        var second = person(Role.ADMIN);
        var removed = Stream.of("admin", second)
                .parallel()
                .filter(id -> succeeds(() -> engine.getIdentityService().deleteMembership(id, "camunda-admin")))
                .toList();
        try {
            assertThat(removed).hasSize(1);
            assertThat(accounts.hasAdmin()).isTrue();
        } finally {
            removed.stream()
                    .filter("admin"::equals)
                    .forEach(id -> engine.getIdentityService().createMembership(id, "camunda-admin"));
            succeeds(() -> engine.getIdentityService().deleteMembership(second, "camunda-admin"));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everybodySeesTheFiltersTheTasksAndTheProcesses(Role role) {
        var someone = person(role);
        var task = start();

        as(someone);

        assertThat(engine.getFilterService().createTaskFilterQuery().listPage(0, 50))
                .extracting(Filter::getName)
                .contains("Waiting for me", "My tasks", "My groups' tasks", "All open tasks");
        assertThat(engine.getFilterService().createTaskFilterQuery().listPage(0, 50))
                .allSatisfy(filter -> assertThat(engine.getFilterService().listPage(filter.getId(), 0, 10))
                        .isNotNull());
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskId(task.getId())
                        .count())
                .isEqualTo(1);
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .count())
                .isEqualTo(1);
        assertThat(engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .count())
                .isPositive();
    }

    @Test
    void theFirstFilterShowsMyTasksAndTheUnassignedOnesOfMyRoles() {
        var ann = person(Role.COMMANDER);
        var bob = person(Role.RESPONDER);
        var unassigned = start().getId();
        var mine = start().getId();
        var anothers = start().getId();
        engine.getTaskService().setAssignee(mine, ann);
        engine.getTaskService().setAssignee(anothers, bob);

        as(ann);
        var filter = filtersByPriority().get(0);
        var shownToAnn = tasksOf(filter);
        as(bob);
        var shownToBob = tasksOf(filter);

        assertThat(filter.getName()).isEqualTo("Waiting for me");
        assertThat(shownToAnn).contains(unassigned, mine).doesNotContain(anothers);
        assertThat(shownToBob).contains(anothers).doesNotContain(unassigned, mine);
    }

    @Test
    void anUpgradeAddsTheFilterOnceEvenIfAUserHasOneOfThatName() {
        var filters = engine.getFilterService();
        var kept = filters.createTaskFilterQuery().list().stream()
                .map(Filter::getId)
                .toList();
        var before =
                filters.createTaskFilterQuery().filterName("Waiting for me").count();
        var own = filters.newTaskFilter("Waiting for me").setProperties(Map.of("priority", 100));
        filters.saveFilter(own);

        jdbc.sql("delete from made_once where what = 'filter Waiting for me'").update();
        setup.afterSingletonsInstantiated();
        setup.afterSingletonsInstantiated();
        var added = filters.createTaskFilterQuery().filterName("Waiting for me").list();

        assertThat(added).hasSize((int) before + 2);
        added.stream()
                .filter(filter -> !kept.contains(filter.getId()))
                .map(Filter::getId)
                .forEach(filters::deleteFilter);
    }

    @Test
    void anUpgradeShowsNewColumnsOnceWhereNoAdministratorChangedThem() {
        var all = engine.getFilterService().createTaskFilterQuery();
        var former = columns("incidentId Incident", "severity Severity", "service Service", "title What");
        var changed = columns("title What", "service Service");
        show(all.filterName("My tasks").singleResult(), former);
        show(all.filterName("All open tasks").singleResult(), changed);
        jdbc.sql("delete from made_once where what like 'filter columns %'").update();

        setup.afterSingletonsInstantiated();

        assertThat(shown("My tasks")).isEqualTo(columns("headline What", "severity Severity", "incidentId Incident"));
        assertThat(shown("All open tasks")).isEqualTo(changed);
        show(all.filterName("My tasks").singleResult(), former);
        setup.afterSingletonsInstantiated();
        assertThat(shown("My tasks"))
                .as("what comes later is an administrator's")
                .isEqualTo(former);
    }

    private static List<Map<String, String>> columns(String... namesAndLabels) {
        return Stream.of(namesAndLabels)
                .map(it -> Map.of("name", it.split(" ")[0], "label", it.split(" ")[1]))
                .toList();
    }

    private void show(Filter filter, List<Map<String, String>> columns) {
        var properties = new HashMap<>(filter.getProperties());
        properties.put("variables", columns);
        engine.getFilterService().saveFilter(filter.setProperties(properties));
    }

    private Object shown(String filter) {
        return engine.getFilterService()
                .createTaskFilterQuery()
                .filterName(filter)
                .singleResult()
                .getProperties()
                .get("variables");
    }

    private List<Filter> filtersByPriority() {
        return engine.getFilterService().createTaskFilterQuery().listPage(0, 100).stream()
                .filter(filter -> filter.getProperties().get("priority") instanceof Integer)
                .sorted(Comparator.comparing(
                        filter -> (Integer) filter.getProperties().get("priority")))
                .toList();
    }

    private List<String> tasksOf(Filter filter) {
        return engine.getFilterService().<Task>listPage(filter.getId(), 0, 1000).stream()
                .map(Task::getId)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aTaskOfCommandersIsDoneByCommandersOnly(Role role) {
        var someone = person(role);
        var task = start();

        as(someone);
        var done = succeeds(() -> engine.getTaskService().complete(task.getId()));

        assertThat(done).isEqualTo(role == Role.COMMANDER);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aStuckStepIsRetriedByRespondersAndCommanders(Role role) {
        var someone = person(role);
        var task = start();
        engine.getTaskService().complete(task.getId());
        var stuck = engine.getExternalTaskService()
                .createExternalTaskQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult();

        as(someone);
        var retried = succeeds(() -> engine.getExternalTaskService().setRetries(stuck.getId(), 1));

        assertThat(retried).isEqualTo(Set.of(Role.RESPONDER, Role.COMMANDER).contains(role) || role == Role.ADMIN);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void nobodyMeddlesWithARunningProcess(Role role) {
        var someone = person(role);
        var task = start();
        var instance = task.getProcessInstanceId();

        as(someone);

        assertThat(Stream.<Runnable>of(
                        () -> engine.getRuntimeService().setVariable(instance, "approvalGranted", true),
                        () -> engine.getTaskService().setVariable(task.getId(), "approvalGranted", true),
                        () -> engine.getRuntimeService().deleteProcessInstance(instance, "x"),
                        () -> engine.getRuntimeService()
                                .createProcessInstanceModification(instance)
                                .startBeforeActivity("Work")
                                .execute(),
                        () -> engine.getRuntimeService().suspendProcessInstanceById(instance),
                        () -> engine.getFilterService()
                                .saveFilter(engine.getFilterService().newTaskFilter("mine")),
                        () -> engine.getIdentityService()
                                .saveUser(engine.getIdentityService().newUser("x" + suffix)),
                        () -> engine.getIdentityService().createMembership(someone, "camunda-admin"),
                        () -> engine.getRepositoryService().deleteDeployment(deployment)))
                .allSatisfy(attempt -> assertThatThrownBy(attempt::run).isInstanceOf(AuthorizationException.class));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void modelsAreDeployedByModelers(Role role) {
        var someone = person(role);

        as(someone);
        var deployed = succeeds(() -> engine.getRepositoryService()
                .createDeployment()
                .name("rights" + suffix)
                .addString("rights2.bpmn", TestModels.around("<bpmn:userTask id='Attack'/>"))
                .deploy());

        assertThat(deployed).isEqualTo(role == Role.MODELER || role == Role.ADMIN);
        engine.getIdentityService().clearAuthentication();
        engine.getRepositoryService()
                .createDeploymentQuery()
                .deploymentName("rights" + suffix)
                .list()
                .forEach(one -> engine.getRepositoryService().deleteDeployment(one.getId(), true));
    }

    private String census() {
        return Stream.of(
                        engine.getIdentityService().createUserQuery().count(),
                        engine.getIdentityService().createGroupQuery().count(),
                        engine.getAuthorizationService()
                                .createAuthorizationQuery()
                                .count(),
                        engine.getFilterService().createFilterQuery().count())
                .map(String::valueOf)
                .collect(Collectors.joining("/"));
    }

    /** Other tests on the same engine make administrators, too. */
    private void onlyAdministratorIsTheFirst() {
        var identities = engine.getIdentityService();
        identities.createUserQuery().memberOfGroup("camunda-admin").list().stream()
                .map(User::getId)
                .filter(id -> !"admin".equals(id))
                .forEach(id -> identities.deleteMembership(id, "camunda-admin"));
    }

    private String person(Role... roles) {
        var id = "ann" + roles[0].name().toLowerCase(java.util.Locale.ROOT) + suffix;
        accounts.createIfMissing(id, "Ann", "ann@example.org", "plain-copper-kettle", Set.of(roles));
        return id;
    }

    private Task start() {
        var instance = engine.getRuntimeService().startProcessInstanceByKey("rights", Map.of("step", "no.body"));
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
    }

    private void as(String id) {
        var groups = accounts.find(id).orElseThrow().roles().stream()
                .map(Role::group)
                .toList();
        engine.getIdentityService().setAuthentication(id, groups);
    }

    private static boolean succeeds(Runnable attempt) {
        try {
            attempt.run();
            return true;
        } catch (AuthorizationException | BadUserRequestException refused) {
            return false;
        }
    }
}
