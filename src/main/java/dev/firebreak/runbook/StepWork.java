package dev.firebreak.runbook;

import dev.firebreak.lifecycle.Work;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.stereotype.Component;

/** Gives every class with {@link RunbookStep} its work: a bean by the name of its topic. */
@Component
class StepWork implements BeanDefinitionRegistryPostProcessor {

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        var beans = (DefaultListableBeanFactory) registry;
        for (var name : beans.getBeanNamesForAnnotation(RunbookStep.class)) {
            var type = beans.getType(name, false);
            var definition = new RootBeanDefinition(Work.class, () -> work(beans, name));
            registry.registerBeanDefinition("work:" + Definition.of(type).topic(), definition);
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}

    private static Work work(DefaultListableBeanFactory beans, String name) {
        var step = beans.getBean(name);
        return step instanceof RunbookReading<?> reading
                ? new ReadStep<>(
                        reading,
                        beans.getBean(Orders.class),
                        beans.getBean(Admission.class),
                        beans.getBean(Findings.class),
                        beans.getBean(TimeLimit.class))
                : new RunStep(
                        Known.of((RunbookDelegate<?>) step),
                        beans.getBean(PlanPhase.class),
                        beans.getBean(ExecutePhase.class),
                        beans.getBean(VerifyPhase.class));
    }
}
