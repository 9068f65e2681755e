package dev.helpline.examples.spring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** Who may call what. The chat's calls are within the chain, which tells the chat who is signed in. */
@Configuration(proxyBeanMethods = false)
class SignIn {
    @Bean
    SecurityFilterChain shop(HttpSecurity http) {
        return http.authorizeHttpRequests(calls -> calls
                        // the chat refuses strangers itself, with the errors that its clients know
                        .requestMatchers("/api/chat/**", "/api/admin/chat/**")
                        .permitAll()
                        .requestMatchers("/api/orders/**")
                        .hasRole("CUSTOMER")
                        .anyRequest()
                        .authenticated())
                // the chat looks at the origin of each call instead; the shop has no page with a form, and its cookie
                // is SameSite=Lax
                .csrf(tokens -> tokens.ignoringRequestMatchers("/api/**", "/sign-in"))
                .formLogin(form -> form.loginProcessingUrl("/sign-in")
                        .usernameParameter("user")
                        .successHandler((request, response, user) -> response.setStatus(HttpStatus.NO_CONTENT.value()))
                        .failureHandler(
                                (request, response, failure) -> response.setStatus(HttpStatus.UNAUTHORIZED.value())))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .build();
    }
}
