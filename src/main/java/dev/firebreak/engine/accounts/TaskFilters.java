package dev.firebreak.engine.accounts;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The filters that every user finds in Tasklist. Each is created once, also by the first start of a version that brings
 * it; later changes by an administrator stay. Filters of users may have the same names.
 */
@Component
class TaskFilters {

    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "headline", "label", "What"),
            Map.of("name", "severity", "label", "Severity"),
            Map.of("name", "incidentId", "label", "Incident"));

    private final FilterService filters;
    private final TaskService tasks;
    private final RoleGrants grants;
    private final SetupLog setupLog;

    TaskFilters(FilterService filters, TaskService tasks, RoleGrants grants, SetupLog setupLog) {
        this.filters = filters;
        this.tasks = tasks;
        this.grants = grants;
        this.setupLog = setupLog;
    }

    void ensure() {
        ensure(
                "Waiting for me",
                "Assigned to me, or open to my roles and unassigned",
                5,
                tasks.createTaskQuery()
                        .or()
                        .taskAssigneeExpression("${currentUser()}")
                        .taskCandidateGroupInExpression("${currentUserGroups()}")
                        .endOr());
        ensure("My tasks", "Assigned to me", 10, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        ensure(
                "My groups' tasks",
                "Open to my roles, unassigned",
                20,
                tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}"));
        ensure("All open tasks", "Assigned or not", 30, tasks.createTaskQuery());
    }

    private void ensure(String name, String description, int priority, TaskQuery query) {
        if (!setupLog.isNew("filter " + name)) {
            return;
        }
        var filter = filters.newTaskFilter(name);
        filter.setQuery(
                query.orderByTaskPriority().desc().orderByTaskCreateTime().desc());
        filter.setProperties(Map.of(
                "description", description,
                "priority", priority,
                "refresh", true,
                "showUndefinedVariable", false,
                "variables", SHOWN));
        filters.saveFilter(filter);
        grants.showToAll(Resources.FILTER, filter.getId());
    }
}
