package dev.firebreak.engine.members;

import dev.firebreak.incident.IncidentMembers;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Gives every authenticated person the tenants of their members-only incidents, and no others, whether the call comes
 * through the REST API, a webapp or Java. The tenants that a caller passes are ignored.
 */
class MemberIdentity extends IdentityServiceImpl {

    private final Supplier<IncidentMembers> members;

    MemberIdentity(Supplier<IncidentMembers> members) {
        this.members = members;
    }

    @Override
    public void setAuthenticatedUserId(String person) {
        setAuthentication(person, null);
    }

    @Override
    public void setAuthentication(String person, List<String> groups) {
        setAuthentication(person, groups, null);
    }

    @Override
    public void setAuthentication(String person, List<String> groups, List<String> tenants) {
        var visible = person == null ? List.<String>of() : members.get().restrictedOf(person);
        setAuthentication(new Authentication(person, groups, visible));
    }
}
