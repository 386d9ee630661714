package dev.firebreak.alert.inhibit;

import org.springframework.context.ApplicationContext;

/** Lets tests of other packages run what the loop runs. */
public final class InhibitionFixture {

    private InhibitionFixture() {}

    public static void run(ApplicationContext context) {
        context.getBean(InhibitionRelease.class).run();
    }
}
