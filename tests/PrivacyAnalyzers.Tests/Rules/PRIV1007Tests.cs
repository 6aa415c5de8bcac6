using PrivacyAnalyzers.Rules.Minimization;
using PrivacyAnalyzers.Testing;

namespace PrivacyAnalyzers.Tests.Rules;

public class PRIV1007Tests
{
    [Fact]
    public Task Uses_a_third_of_what_it_takes() => new PrivacyTest<TakesMoreThanItUsesAnalyzer>
    {
        TestCode =
            """
            using PrivacyAnalyzers;

            public class Patient
            {
                [PersonalInformation("identity.name")]
                public string Name { get; set; } = "";

                [PersonalInformation("identity.birth-date")]
                public int Born { get; set; }

                [PersonalInformation("health")]
                public string Diagnosis { get; set; } = "";

                public int Ward { get; set; }
            }

            public class Clinic
            {
                private int Age({|PRIV1007:Patient patient|}) => 2026 - patient.Born;

                private int AgeChecked({|PRIV1007:Patient? patient|}) => patient is null ? 0 : patient.Born;

                private string Both(Patient patient) => patient.Name + patient.Born;

                private string WithWard(Patient patient) => patient.Name + patient.Ward;

                private string Passes(Patient patient) => patient.Name + Age(patient);

                private void Sets(Patient patient) => patient.Name = "";

                public int Public(Patient patient) => patient.Born;

                protected virtual int Virtual(Patient patient) => patient.Born;

                private static int ByBirth(Patient patient) => patient.Born;

                public IEnumerable<Patient> Sorted(List<Patient> patients) => patients.OrderBy(ByBirth);
            }
            """,
    }.RunAsync();
}
