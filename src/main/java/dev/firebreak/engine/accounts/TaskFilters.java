package dev.firebreak.engine.accounts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The filters that every user finds in Tasklist. Each is created once, also by the first start of a version that brings
 * it; later changes by an administrator stay. Filters of users may have the same names. Columns that an earlier version
 * set, and no administrator changed, become those of this version once.
 */
@Component
class TaskFilters {

    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "headline", "label", "What"),
            Map.of("name", "severity", "label", "Severity"),
            Map.of("name", "incidentId", "label", "Incident"));

    /** The columns of earlier versions. */
    private static final List<Map<String, String>> FORMERLY_SHOWN = List.of(
            Map.of("name", "incidentId", "label", "Incident"),
            Map.of("name", "severity", "label", "Severity"),
            Map.of("name", "service", "label", "Service"),
            Map.of("name", "title", "label", "What"));

    private static final String VARIABLES = "variables";

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
        if (setupLog.isNew("filter columns headline, severity, incidentId")) {
            filters.createTaskFilterQuery().list().stream()
                    .filter(filter -> filter.getOwner() == null)
                    .filter(filter ->
                            FORMERLY_SHOWN.equals(filter.getProperties().get(VARIABLES)))
                    .forEach(this::showColumns);
        }
    }

    private void showColumns(Filter filter) {
        var properties = new HashMap<>(filter.getProperties());
        properties.put(VARIABLES, SHOWN);
        filter.setProperties(properties);
        filters.saveFilter(filter);
    }

    private void ensure(String name, String description, int priority, TaskQuery query) {
        if (!setupLog.isNew("filter " + name)) {
            return;
        }
        var filter = filters.newTaskFilter(name);
        filter.setQuery(
                query.orderByTaskPriority().desc().orderByTaskCreateTime().desc());
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                priority,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                VARIABLES,
                SHOWN));
        filters.saveFilter(filter);
        grants.showToAll(Resources.FILTER, filter.getId());
    }
}
