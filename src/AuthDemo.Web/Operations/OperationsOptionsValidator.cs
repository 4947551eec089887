using AuthDemo.Configuration;
using System.Net;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>Validates <see cref="OperationsOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class OperationsOptionsValidator : IValidateOptions<OperationsOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationsOptions options)
    {
        var errors = new OptionsErrors(OperationsOptions.Section);
        for (var i = 0; i < options.MetricsFrom.Count; i++)
        {
            var from = options.MetricsFrom[i];
            if (!IPAddress.TryParse(from, out _) && !IPNetwork.TryParse(from, out _))
                errors.Add($"MetricsFrom:{i}", "must be an IP address or a network such as 10.0.0.0/8", $"\"{from}\"");
        }

        if (options.Otlp is { Length: > 0 } otlp && !(Uri.TryCreate(otlp, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            errors.Add("Otlp", "must be an absolute http or https URL", $"\"{otlp}\"");
        errors.Between("CertificateWarningDays", options.CertificateWarningDays, 0, 365);
        return errors.Result;
    }
}
