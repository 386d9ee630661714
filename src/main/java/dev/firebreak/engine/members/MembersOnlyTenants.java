package dev.firebreak.engine.members;

import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;

/** The tenant of a called process and of a decision is that of the process that calls it. */
class MembersOnlyTenants implements TenantIdProvider {

    /** The engine's tenant check, without its exception for administrators: a role does not make a member. */
    private static final class Check extends TenantManager {

        @Override
        public boolean isTenantCheckEnabled() {
            return getCurrentAuthentication() != null && getCommandContext().isTenantCheckEnabled();
        }
    }

    /** Makes the engine use this check. */
    static SessionFactory check() {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return TenantManager.class;
            }

            @Override
            public Session openSession() {
                return new Check();
            }
        };
    }

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        return context.getSuperExecution() instanceof ExecutionEntity caller ? caller.getTenantId() : null;
    }

    @Override
    public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
        return context.getExecution() instanceof ExecutionEntity caller ? caller.getTenantId() : null;
    }

    @Override
    public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        return null;
    }
}
