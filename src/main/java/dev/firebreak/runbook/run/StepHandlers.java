package dev.firebreak.runbook.run;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.admission.Admission;
import dev.firebreak.runbook.definition.BoundStep;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.output.StepOutputs;
import dev.firebreak.runbook.plan.PlanPhase;
import dev.firebreak.worker.ExternalTaskHandler;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.stereotype.Component;

/** Registers an external-task handler for every class with {@link RunbookStep}, as a bean named after its topic. */
@Component
class StepHandlers implements BeanDefinitionRegistryPostProcessor {

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        var beans = (DefaultListableBeanFactory) registry;
        for (var name : beans.getBeanNamesForAnnotation(RunbookStep.class)) {
            var type = beans.getType(name, false);
            var definition = new RootBeanDefinition(ExternalTaskHandler.class, () -> handler(beans, name));
            registry.registerBeanDefinition("step:" + StepDefinition.of(type).topic(), definition);
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}

    private static ExternalTaskHandler handler(DefaultListableBeanFactory beans, String name) {
        var step = beans.getBean(name);
        return step instanceof RunbookReading<?> reading
                ? new ReadStep<>(
                        reading,
                        beans.getBean(ParameterBinder.class),
                        beans.getBean(Admission.class),
                        beans.getBean(StepResultRecorder.class),
                        beans.getBean(TimeLimit.class),
                        beans.getBean(StepOutputs.class),
                        beans.getBean(DisplayNames.class))
                : new RunStep(
                        BoundStep.of((RunbookDelegate<?>) step),
                        beans.getBean(PlanPhase.class),
                        beans.getBean(ExecutePhase.class),
                        beans.getBean(VerifyPhase.class));
    }
}
