package dev.firebreak.lifecycle.engine;

import dev.firebreak.lifecycle.Claims;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down, and the node not ready, while its clock keeps it from working. */
@Component("takesUpWork")
class ClaimsHealth implements HealthIndicator {

    private final Claims claims;

    ClaimsHealth(Claims claims) {
        this.claims = claims;
    }

    @Override
    public Health health() {
        return claims.refusal()
                .map(why -> Health.down().withDetail("why", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
