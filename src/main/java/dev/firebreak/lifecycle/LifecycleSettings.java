package dev.firebreak.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Time limits of the lifecycle that do not depend on the severity.
 *
 * @param hold how long alerts must stay cleared before anybody may confirm the resolution (flapping)
 * @param assess the first time box: severity and extent are known (the GitOps Auditor source, "Assessment & Triage", 0-5 min)
 * @param inform the second: people are informed (5-10 min); as long before each later update is due its task appears
 * @param stabilise the third: a workaround is in place (10-30 min)
 */
@ConfigurationProperties("firebreak.lifecycle")
public record LifecycleSettings(
        @DefaultValue("PT5M") Duration hold,
        @DefaultValue("PT5M") Duration assess,
        @DefaultValue("PT10M") Duration inform,
        @DefaultValue("PT30M") Duration stabilise) {}
