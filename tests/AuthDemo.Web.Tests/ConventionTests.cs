using System.Reflection;
using AuthDemo.Sessions;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.SignIn;
using AuthDemo.Web.Signing;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests;

/// <summary>Rules for every page and endpoint, including future ones.</summary>
public sealed class ConventionTests
{
    private static readonly Assembly s_web = typeof(Pages).Assembly;

    [Fact]
    public void EveryPage_HasAnAuthorizationAttribute()
    {
        var pages = s_web.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToList();

        Assert.NotEmpty(pages);
        Assert.All(pages, p => Assert.Contains(p.GetCustomAttributes(), a => a is IAllowAnonymous or IAuthorizeData));
    }

    [Fact]
    public async Task EveryEndpoint_HasAuthorization_AndEveryPostRequiresAFormToken()
    {
        await using var host = await WebHost.StartAsync();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/') is { } path
                && !path.StartsWith("_blazor", StringComparison.Ordinal) && !path.StartsWith("_framework", StringComparison.Ordinal)
                && path != "{**path:file}") // static files made after the build, in Development only
            .ToList();

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, e => Assert.True(
            e.Metadata.GetMetadata<IAllowAnonymous>() is not null || e.Metadata.GetMetadata<IAuthorizeData>() is not null, e.DisplayName));
        var posts = endpoints.Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true).ToList();
        Assert.NotEmpty(posts);
        // The ticket is that form's token: docs/decisions/0057.
        posts.RemoveAll(e => e.RoutePattern.RawText == "/sign-in/complete");
        Assert.All(posts, e => Assert.True(e.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true }, e.DisplayName));
    }

    [Fact]
    public void EveryState_HasAComponentOfItsOwn()
    {
        var cases = typeof(AuthState).GetNestedTypes().Where(t => t.IsSealed).ToList();

        Assert.Equal(cases.Select(c => c.Name).Order(), AuthStates.All.Select(s => s.GetType().Name).Order());
        foreach (var state in cases)
        {
            var component = s_web.GetType($"{typeof(StateComponents).Namespace}.States.{state.Name}State");
            Assert.NotNull(component);
            Assert.Equal(state, component.BaseType!.GetGenericArguments().Single());
        }
    }

    [Fact]
    public void EveryOptionsType_HasAValidator()
    {
        var options = s_web.GetTypes().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t is { IsAbstract: false, IsNested: false });

        Assert.NotEmpty(options);
        foreach (var type in options)
            Assert.Contains(s_web.GetTypes(), t => typeof(IValidateOptions<>).MakeGenericType(type).IsAssignableFrom(t));
    }

    [Fact]
    public void OnlyTheFlows_UseIAuthSessions()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var users = s_web.GetTypes().Where(t =>
            t.GetConstructors(All).Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(IAuthSessions)))
            || t.GetMethods(All).Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(IAuthSessions)))
            || t.GetProperties(All).Any(p => p.PropertyType == typeof(IAuthSessions)));

        string?[] flows = [typeof(ISignRequests).Namespace, typeof(FlowPaths).Namespace, typeof(SignInOptions).Namespace];
        Assert.Equal(flows.Order(), users.Select(t => t.Namespace).Distinct().Order());
    }
}
