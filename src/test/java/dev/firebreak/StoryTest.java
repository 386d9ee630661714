package dev.firebreak;

import dev.firebreak.alert.PostedAlerts;
import dev.firebreak.drill.PlayedFault;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;

/**
 * A story: an end-to-end test of the whole application with the real engine, decisions and database. Only the test
 * moves the clock, nothing runs in the background, and external systems are faked. Tests inject {@link World}.
 */
@FirebreakTest
@Tag("apart")
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import({
    World.class,
    World.Time.class,
    PostedAlerts.class,
    ModelPathRecorder.class,
    PlayedFault.class,
    PlayedFault.Admission.class
})
@TestExecutionListeners(
        listeners = {EngineRegistration.class, StoryReset.class},
        mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@ContextConfiguration(initializers = {FirebreakTest.OwnPlace.class, OutsideWorld.class})
@TestPropertySource(
        properties = {
            "firebreak.catalog=src/test/resources/world/catalog.yaml",
            "firebreak.worker.enabled=false",
            "firebreak.alert.sweep=false",
            "firebreak.sources.stormy.tokens=token-of-stormy-0123456789",
            "firebreak.sources.stormy.noise.storm-limit=3",
            "firebreak.sources.stormy.noise.inhibit=true",
            "firebreak.sources.patient.tokens=token-of-patient-0123456789",
            "firebreak.sources.patient.noise.suspend-page.P2=2m",
            "firebreak.probe.background=false",
            "firebreak.drill.background=false",
            "firebreak.own-hosts=none",
            "camunda.bpm.job-execution.enabled=false",
        })
public @interface StoryTest {}
