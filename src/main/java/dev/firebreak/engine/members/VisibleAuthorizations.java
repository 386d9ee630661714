package dev.firebreak.engine.members;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Lists of authorizations, without those on tasks that the person may not see: the engine grants each candidate and
 * assignee the right to work on their task, and these grants have no tenant. The whole result is read and then paged:
 * there are few authorizations other than those of open tasks.
 */
class VisibleAuthorizations extends AuthorizationManager {

    private static final int TASK = Resources.TASK.resourceType();

    /** Makes the engine use these lists. */
    static SessionFactory factory() {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return AuthorizationManager.class;
            }

            @Override
            public Session openSession() {
                return new VisibleAuthorizations();
            }
        };
    }

    @Override
    public List<Authorization> selectAuthorizationByQueryCriteria(AuthorizationQueryImpl query) {
        if (getCurrentAuthentication() == null) {
            return super.selectAuthorizationByQueryCriteria(query);
        }
        var first = query.getFirstResult();
        var most = query.getMaxResults();
        return visible(query).stream().skip(first).limit(most).toList();
    }

    @Override
    public Long selectAuthorizationCountByQueryCriteria(AuthorizationQueryImpl query) {
        return getCurrentAuthentication() == null
                ? super.selectAuthorizationCountByQueryCriteria(query)
                : Long.valueOf(visible(query).size());
    }

    private List<Authorization> visible(AuthorizationQueryImpl query) {
        query.setFirstResult(0);
        query.setMaxResults(Integer.MAX_VALUE);
        var all = super.selectAuthorizationByQueryCriteria(query);
        var tasks = new HashSet<String>();
        all.stream().filter(VisibleAuthorizations::isOfOneTask).forEach(it -> tasks.add(it.getResourceId()));
        var seen = visible(tasks);
        return all.stream()
                .filter(it -> !isOfOneTask(it) || seen.contains(it.getResourceId()))
                .toList();
    }

    private static boolean isOfOneTask(Authorization authorization) {
        return authorization.getResourceType() == TASK && !Authorization.ANY.equals(authorization.getResourceId());
    }

    private Set<String> visible(Set<String> tasks) {
        var seen = new HashSet<String>();
        if (!tasks.isEmpty()) {
            var query = new TaskQueryImpl();
            query.taskIdIn(tasks.toArray(String[]::new));
            getCommandContext()
                    .runWithoutAuthorization(() -> getTaskManager().findTasksByQueryCriteria(query))
                    .forEach(task -> seen.add(task.getId()));
        }
        return seen;
    }
}
