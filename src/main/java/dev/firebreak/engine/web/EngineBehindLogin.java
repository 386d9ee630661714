package dev.firebreak.engine.web;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the filters that pass our login to the engine, between Spring Security and the engine's own filters. */
@Configuration
class EngineBehindLogin {

    private static final int AFTER_SPRING_SECURITY = SecurityProperties.DEFAULT_FILTER_ORDER + 10;

    @Bean
    FilterRegistrationBean<WebappsLogin> webappsLogin(ProcessEngine engine) {
        var filter = new FilterRegistrationBean<>(new WebappsLogin(engine));
        filter.addUrlPatterns("/camunda/api/*", "/camunda/app/*");
        filter.setOrder(AFTER_SPRING_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<EngineRestIdentity> engineRestIdentity(IdentityService identity) {
        var filter = new FilterRegistrationBean<>(new EngineRestIdentity(identity));
        filter.addUrlPatterns("/engine-rest/*");
        filter.setOrder(AFTER_SPRING_SECURITY);
        return filter;
    }
}
