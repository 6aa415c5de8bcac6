using PrivacyAnalyzers.Rules.Exposure;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV3006Tests
{
    [Fact]
    public Task Whole_object_beyond_the_purpose() => new PrivacyTest<ResponseBeyondPurposeAnalyzer>
    {
        TestCode =
            """
            using Microsoft.AspNetCore.Mvc;
            using PrivacyAnalyzers;

            public class Employee
            {
                [PersonalInformation("identity.name", "payroll", "planning")]
                public string Name { get; set; } = "";

                [PersonalInformation("financial", "payroll")]
                public decimal Salary { get; set; }
            }

            public record Shift([PersonalInformation("identity.name", "planning")] string Name);

            [Purpose("planning")]
            public class PlanningController(List<Employee> employees) : ControllerBase
            {
                [HttpGet("a")]
                public IActionResult One(int id)
                {
                    var employee = employees[id];
                    if (employee is null)
                        return NotFound();
                    return [|Ok(employee)|];
                }

                [HttpGet("b")]
                public IActionResult Projected(int id) => Ok(new Shift(employees[id].Name));

                [HttpGet("c"), Purpose("payroll")]
                public Employee Payslip(int id) => employees[id];
            }
            """,
    }.RunAsync();
}
