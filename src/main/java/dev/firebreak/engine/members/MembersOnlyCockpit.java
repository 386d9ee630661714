package dev.firebreak.engine.members;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.db.QueryService;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.cockpit.impl.db.QueryServiceImpl;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.webapp.db.QueryParameters;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Cockpit's own queries, which do not go through the engine's query API, show a process of a members-only incident to
 * its members only. Cockpit itself checks no tenant for administrators, and no tenant of the calling process in its
 * list of called definitions.
 */
@Component
class MembersOnlyCockpit extends DefaultCockpitRuntimeDelegate implements SmartInitializingSingleton {

    private static final String QUERIES = "dev/firebreak/engine/members/cockpit-queries.xml";

    /** Statements of Cockpit, and ours that check more. */
    private static final Map<String, String> CHECKED =
            Map.of("selectCalledProcessDefinitions", "selectVisibleCalledProcessDefinitions");

    private final IdentityService identity;

    MembersOnlyCockpit(IdentityService identity) {
        this.identity = identity;
    }

    /** Cockpit has set its own by now, and no request has come in yet. */
    @Override
    public void afterSingletonsInstantiated() {
        Cockpit.setCockpitRuntimeDelegate(this);
    }

    @Override
    public QueryService getQueryService(String engine) {
        return new Queries(getCommandExecutor(engine));
    }

    @Override
    protected List<String> getMappingFiles() {
        var files = new ArrayList<>(super.getMappingFiles());
        files.add(QUERIES);
        return files;
    }

    private final class Queries extends QueryServiceImpl {

        Queries(CommandExecutor executor) {
            super(executor);
        }

        @Override
        public <T> List<T> executeQuery(String statement, QueryParameters parameters) {
            check(parameters);
            return super.executeQuery(CHECKED.getOrDefault(statement, statement), parameters);
        }

        @Override
        public Long executeQueryRowCount(String statement, ListQueryParameterObject parameters) {
            check(parameters);
            return super.executeQueryRowCount(CHECKED.getOrDefault(statement, statement), parameters);
        }

        /** For each person the same check, also without a login: then nothing with a tenant is visible. */
        private void check(ListQueryParameterObject parameters) {
            var person = identity.getCurrentAuthentication();
            parameters.getTenantCheck().setTenantCheckEnabled(true);
            parameters.getTenantCheck().setAuthTenantIds(person == null ? List.of() : person.getTenantIds());
        }
    }
}
