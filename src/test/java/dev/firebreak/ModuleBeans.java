package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.io.Resource;

/**
 * Adds the beans of a module to a test's context by component scan, so that fixtures don't list the module's classes.
 * The test registers the ports to other modules. Beans are lazy, so ports that no bean needs can be left out.
 */
public final class ModuleBeans {

    private ModuleBeans() {}

    public static void scan(AnnotationConfigApplicationContext beans, String... packages) {
        var scanner = new ClassPathBeanDefinitionScanner(beans);
        scanner.addExcludeFilter((reader, factory) -> isOfATest(reader.getResource()));
        scanner.scan(packages);
        beans.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    }

    private static boolean isOfATest(Resource file) {
        try {
            return file.getURI().toString().contains("/test-classes/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
