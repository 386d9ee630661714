package dev.firebreak.access.http;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.login.LoginOriginSource;
import dev.firebreak.access.login.LoginRedirect;
import dev.firebreak.access.login.SessionRevalidation;
import dev.firebreak.access.metrics.MetricsFilter;
import dev.firebreak.access.metrics.MetricsTokens;
import dev.firebreak.access.source.RejectedSenders;
import dev.firebreak.access.source.SourceFilter;
import dev.firebreak.access.source.SourceTokens;
import dev.firebreak.access.token.TokenFilter;
import dev.firebreak.web.ClientAddress;
import dev.firebreak.web.PublicAddress;
import dev.firebreak.web.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The six security filter chains, which share one table of rules. They use path pattern matchers, because a string in
 * securityMatcher would not match the servlets of Jersey and the webapps. ERROR, FORWARD and ASYNC dispatches are
 * permitted; otherwise an error page would become a redirect to the login.
 */
@Configuration
class SecurityChains {

    private static final HttpAuthorization AUTHORIZATION = new HttpAuthorization();
    private static final AccessDenied ACCESS_DENIED = new AccessDenied();

    private final PublicAddress address;
    private final LoginOriginSource origins;

    SecurityChains(PublicAddress address, LoginOriginSource origins) {
        this.address = address;
        this.origins = origins;
    }

    /** Alert sources: authenticated by token before the body is read; no session, no login. */
    @Bean
    @Order(1)
    SecurityFilterChain alertsChain(
            HttpSecurity http, SourceTokens tokens, RejectedSenders rejected, ClientAddress addresses)
            throws Exception {
        http.securityMatcher(any("/api/alerts", "/api/alerts/**"))
                .headers(SecurityHeaders::withoutTransportSecurity)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(
                        new SourceFilter(tokens, rejected, addresses, HttpRules::isPublic),
                        AnonymousAuthenticationFilter.class);
        return authorized(http).build();
    }

    /**
     * Heartbeats of jobs, reports of changes and requests of Slack: who hears them checks their token or signature; no
     * session, no login.
     */
    @Bean
    @Order(1)
    SecurityFilterChain heartbeatsChain(HttpSecurity http) throws Exception {
        http.securityMatcher(new OrRequestMatcher(
                        any("/api/heartbeats", "/api/heartbeats/**", "/api/slack", "/api/slack/**"),
                        posted("/api/changes"),
                        posted("/api/changes/git/*")))
                .headers(SecurityHeaders::withoutTransportSecurity)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return authorized(http).build();
    }

    /** Metrics: authenticated by a token of their own; no session, no login. */
    @Bean
    @Order(2)
    SecurityFilterChain metricsChain(HttpSecurity http, MetricsTokens tokens) throws Exception {
        http.securityMatcher(any("/actuator/prometheus"))
                .headers(SecurityHeaders::withoutTransportSecurity)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new MetricsFilter(tokens), AnonymousAuthenticationFilter.class);
        return authorized(http).build();
    }

    /** The engine's REST API: basic auth only. A filter of the engine module sets the caller as the engine's user. */
    @Bean
    @Order(3)
    SecurityFilterChain engineRestChain(HttpSecurity http) throws Exception {
        http.securityMatcher(any("/engine-rest", "/engine-rest/**"))
                .headers(SecurityHeaders::withoutTransportSecurity)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .httpBasic(
                        basic -> basic.authenticationEntryPoint(ACCESS_DENIED).authenticationDetailsSource(origins))
                .addFilterBefore(new SameOrigin(address), CsrfFilter.class);
        return authorized(http).build();
    }

    /** The engine's webapps: our session, but their own CSRF token and headers. */
    @Bean
    @Order(4)
    SecurityFilterChain webappsChain(HttpSecurity http, Accounts accounts, Clock clock) throws Exception {
        http.securityMatcher(any("/camunda", "/camunda/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(logout -> logout.logoutRequestMatcher(any("/camunda/api/admin/auth/user/{engine}/logout"))
                        .logoutSuccessHandler((request, response, person) -> response.setStatus(200)))
                .addFilterBefore(new SameOrigin(address), CsrfFilter.class)
                .addFilterBefore(new SessionRevalidation(accounts, clock), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new SamePerson(), AnonymousAuthenticationFilter.class);
        return authorized(http).build();
    }

    /** All our own pages and endpoints: login page and session for people, basic auth or tokens for programs. */
    @Bean
    @Order(5)
    SecurityFilterChain pagesChain(HttpSecurity http, Accounts accounts, TokenFilter tokens, Clock clock)
            throws Exception {
        var redirect = new LoginRedirect();
        http.csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .requireCsrfProtectionMatcher(request -> writes(request) && !isFromProgram(request)))
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(SecurityHeaders::ofPages)
                .httpBasic(
                        basic -> basic.authenticationEntryPoint(ACCESS_DENIED).authenticationDetailsSource(origins))
                .formLogin(form -> form.loginPage("/login")
                        .authenticationDetailsSource(origins)
                        .successHandler(redirect)
                        .failureHandler(redirect))
                .logout(logout -> logout.logoutSuccessHandler((request, response, person) -> {
                    response.setStatus(303);
                    response.setHeader(HttpHeaders.LOCATION, "/login?out");
                }))
                .addFilterBefore(new SameOrigin(address), CsrfFilter.class)
                .addFilterBefore(new SessionRevalidation(accounts, clock), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new SamePerson(), AnonymousAuthenticationFilter.class)
                // Last, so that a token decides even where a session's cookie comes with it.
                .addFilterBefore(tokens, AnonymousAuthenticationFilter.class);
        return authorized(http).build();
    }

    /** A bean that is a filter would also run for all requests, outside of the chains. */
    @Bean
    FilterRegistrationBean<TokenFilter> tokensInTheChainOnly(TokenFilter tokens) {
        var registration = new FilterRegistrationBean<>(tokens);
        registration.setEnabled(false);
        return registration;
    }

    /** Nobody reads an observation of each filter, and they stood in 7 of 22 samples of a request's CPU. */
    @Bean
    SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /** Spring's firewall refuses unknown methods before any chain sees the request. */
    @Bean
    RequestRejectedHandler unusualRequests() {
        return (request, response, why) -> ACCESS_DENIED.refuseUnusual(request, response);
    }

    private static HttpSecurity authorized(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(calls -> calls.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(AUTHORIZATION))
                .exceptionHandling(
                        denied -> denied.authenticationEntryPoint(ACCESS_DENIED).accessDeniedHandler(ACCESS_DENIED))
                .anonymous(Customizer.withDefaults());
    }

    /**
     * CSRF tokens in a cookie instead of the session: a request from a link in a mail comes without our SameSite=Strict
     * session cookie, and a new session for the login page's token would replace the existing session.
     */
    private static CsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("FIREBREAK-CSRF");
        tokens.setCookieCustomizer(
                cookie -> cookie.sameSite("Strict").httpOnly(true).path("/"));
        return tokens;
    }

    private static boolean writes(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request);
    }

    /**
     * No CSRF check needed: another site can't set an Authorization header, an /ack link or one of a subscription
     * contains a secret token, and asking for mails needs no login.
     */
    private static boolean isFromProgram(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getRequestURI().startsWith("/ack/")
                || request.getRequestURI().startsWith("/status/");
    }

    private static RequestMatcher posted(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, pattern);
    }

    private static RequestMatcher any(String... patterns) {
        var paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(Arrays.stream(patterns)
                .map(p -> (RequestMatcher) paths.matcher(p))
                .toList());
    }
}
