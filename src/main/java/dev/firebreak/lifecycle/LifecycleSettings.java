package dev.firebreak.lifecycle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the lifecycle that do not depend on the severity.
 *
 * @param hold how long alerts must stay cleared before the commander may confirm the resolution, because alerts may
 * flap
 * @param assess the first time box: severity and extent are known (the GitOps Auditor source, "Assessment & Triage",
 * 0-5 min)
 * @param inform the second time box: people are informed (5-10 min); also how long before each later update is due its
 * task
 *     appears
 * @param stabilise the third time box: a workaround is in place (10-30 min)
 * @param capturesPerMinute an incident that is no P1 has the machine's state captured if fewer incidents than this began
 *     in the minute before it
 * @param answerHandOver how long the other side has to answer a hand-over of command
 */
@ConfigurationProperties("firebreak.lifecycle")
public record LifecycleSettings(
        @DefaultValue("PT5M") Duration hold,
        @DefaultValue("PT5M") Duration assess,
        @DefaultValue("PT10M") Duration inform,
        @DefaultValue("PT30M") Duration stabilise,
        @DefaultValue("20") int capturesPerMinute,
        @DefaultValue("PT10M") Duration answerHandOver) {}
